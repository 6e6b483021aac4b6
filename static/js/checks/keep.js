// Sends the values of a form through the queue, so that they are not lost without a network.

import * as queue from "../offline/queue.js";
import * as store from "../offline/store.js";

/**
 * Keeps an item on this phone and sends it. Calls `sent` once the server has it; `waits` if that is not now; `refused`
 * with the reasons if the server refuses it. If nothing can be kept here, the form is sent without a script.
 */
export async function keep(form, item, { sent, waits, refused }) {
  try {
    await queue.add([item]);
  } catch (error) {
    store.forgive(error);
    return form.submit();
  }
  const said = await queue.flush();
  const mine = said.refused.find((one) => one.workout === item.workout && one.path === item.path);
  if (mine) {
    await store.drop([mine.id]);
    queue.tell();
    return refused(Object.values(mine.problem).flat().join(" "));
  }
  if (!said.workouts.has(item.workout)) return sent();
  waits();
  return queue.watch(({ workouts }) => workouts.has(item.workout) || sent());
}
