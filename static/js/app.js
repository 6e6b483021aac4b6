// What every page does with a script: nothing that it cannot do without.
