"""Finds which of our exercises another app's name means.

SAME: other names of our exercises, accepted without a question. NEAR: similar exercises, offered as a guess. For other
names difflib measures how alike the words are.
"""

import re
import unicodedata
from difflib import SequenceMatcher

ALIKE = 0.72
"""Ours: how alike two names must be for a guess; below it, words match by chance."""

IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
PLAIN_TOOLS = {"bodyweight", "body weight", "bw", "no weight", "dumbbell", "barbell", "kettlebell"}
PLAIN_TOOLS |= {"band", "banded", "weighted", "plate"}

SAME = {
    "squat": "air squat|bodyweight squat|squat bodyweight|squats|squat barbell|barbell squat|back squat|"
    "barbell back squat|full squat|squat dumbbell",
    "backpack-squat": "goblet squat|goblet squat kettlebell|goblet squat dumbbell|kettlebell goblet squat|"
    "dumbbell goblet squat|squat kettlebell",
    "single-leg-squat": "pistol squat|pistol squats|single leg squat|one leg squat",
    "lunge": "lunges|forward lunge|lunge bodyweight|bodyweight lunge|lunge dumbbell|lunge barbell|dumbbell lunge",
    "step-up": "step up|step ups|box step up|bench step up|dumbbell step up|step up dumbbell|step up bodyweight",
    "single-leg-deadlift": "single leg deadlift|single leg rdl|single leg romanian deadlift|"
    "single leg romanian deadlift dumbbell|single leg romanian deadlift kettlebell|one leg deadlift",
    "romanian-deadlift": "romanian deadlift barbell|romanian deadlift dumbbell|barbell romanian deadlift|rdl|"
    "dumbbell romanian deadlift|dumbbell rdl|barbell rdl|stiff leg deadlift|straight leg deadlift|"
    "romanian deadlift kettlebell|kettlebell romanian deadlift",
    "deadlift": "deadlift barbell|barbell deadlift|conventional deadlift|deadlift dumbbell|kettlebell deadlift|"
    "deadlift kettlebell",
    "kettlebell-swing": "kettlebell swing|kettlebell swings|kb swing|russian kettlebell swing|two hand swing",
    "glute-bridge": "glute bridge|glute bridges|hip bridge|bridge|glute bridge bodyweight|glute bridge barbell|"
    "barbell glute bridge|weighted glute bridge",
    "single-leg-bridge": "single leg glute bridge hold|single leg bridge hold",
    "clamshell": "clamshell|clamshells|clam shell|banded clamshell|clamshell band|clam",
    "side-lying-leg-raise": "side lying leg raise|side lying hip abduction|lying side leg raise|side leg raise",
    "sideways-band-walk": "lateral band walk|lateral band walks|monster walk|banded lateral walk|side steps band",
    "glute-kickback": "glute kickback|donkey kick|donkey kicks|quadruped hip extension|glute kickback on floor",
    "plank": "plank|front plank|forearm plank|elbow plank",
    "swiss-ball-plank": "stability ball plank|swiss ball plank|exercise ball plank",
    "side-plank": "side plank|side bridge|side planks",
    "russian-twist": "russian twist|russian twists|russian twist bodyweight|russian twist weighted",
    "leg-raise": "lying leg raise|lying leg raises|leg raises|straight leg raise",
    "jumping-jack": "jumping jack|jumping jacks|star jumps",
    "run-on-the-spot": "high knees|running in place",
    "hamstring-stretch": "hamstring stretch|lying hamstring stretch",
    "glute-stretch": "glute stretch|figure four stretch|pigeon stretch lying",
}
NEAR = {
    "hip-lift": "hip thrust|hip thrust barbell|barbell hip thrust|hip thrust machine|hip thrust smith machine|"
    "hip thrust bodyweight|dumbbell hip thrust|hip thrusts",
    "single-leg-bridge": "single leg glute bridge|single leg hip thrust|one leg glute bridge",
    "sideways-band-walk": "lateral walk|crab walk|band walk",
    "single-leg-squat": "single leg box squat|skater squat|shrimp squat",
    "side-lying-leg-raise": "hip abduction|standing hip abduction|cable hip abduction|hip abductor machine",
    "glute-kickback": "cable kickback|cable glute kickback|glute kickback machine|standing glute kickback",
    "lunge": "reverse lunge|walking lunge|walking lunge dumbbell|reverse lunge dumbbell|dumbbell reverse lunge",
    "squat": "front squat|front squat barbell|box squat|smith machine squat|jump squat",
    "romanian-deadlift": "good morning|good morning barbell",
    "leg-raise": "hanging leg raise|captains chair leg raise",
}


def words_of(name):
    """The words of a name, to compare: lower case, without accents, punctuation and brackets."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", bare.casefold().replace("'", "").replace("’", "")))


def table(kinds):
    """{the words of a name: slug} of SAME or NEAR."""
    return {words_of(name): slug for slug, names in kinds.items() for name in names.split("|")}


SAME_WORDS, NEAR_WORDS = table(SAME), table(NEAR)


class KnownNames:
    """The names of the exercises that may be meant: the catalogue's, with aliases, and the user's own."""

    def __init__(self, known):
        """`known`: {slug: [name, *aliases]}. The user's own exercises are last in it, and have priority."""
        self.slugs = set(known)
        self.words = {words_of(name): slug for slug, names in known.items() for name in names if words_of(name)}

    def meant(self, name, slug=""):
        """(slug, whether it is certain) of the exercise that a name means; (None, False) without a good guess."""
        if slug in self.slugs:
            return slug, True
        words = words_of(name)
        for found in (self.words.get(words), SAME_WORDS.get(words)):
            if found in self.slugs:
                return found, True
        if NEAR_WORDS.get(words) in self.slugs:
            return NEAR_WORDS[words], False
        without = words_of(IN_BRACKETS.sub(lambda tool: "" if spare(tool[0]) else tool[0], name))
        if without and without != words:
            for found in (self.words.get(without), SAME_WORDS.get(without), NEAR_WORDS.get(without)):
                if found in self.slugs:
                    return found, False
        return self.alike(without or words), False

    def alike(self, words):
        """The slug whose name is most like these words, if each word is like one of that name; else None."""
        best, score = None, ALIKE
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(words)
        for other, slug in self.words.items():
            matcher.set_seq1(other)
            is_better = min(matcher.real_quick_ratio(), matcher.quick_ratio()) > score and matcher.ratio() > score
            if is_better and all(likest(word, other.split()) >= ALIKE for word in words.split()):
                best, score = slug, matcher.ratio()
        return best


def likest(word, others):
    """How alike a word and the most similar of `others` are, 0 to 1."""
    return max((SequenceMatcher(None, word, other, autojunk=False).ratio() for other in others), default=0)


def spare(tool):
    """Whether a text in brackets only names what is held."""
    return words_of(tool) in PLAIN_TOOLS
