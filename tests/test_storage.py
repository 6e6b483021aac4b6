"""Style sheets as they are served: the parts of a sheet in it, without what only a reader needs."""

from django.core.files.storage import FileSystemStorage

from glutes.storage import Joined


def test_a_sheet_has_what_it_imports_in_it_in_that_order(tmp_path):
    (tmp_path / "css").mkdir()
    for name, text in {
        "all.css": '/* All of it. */\n@import "one.css";\n@import "two.css";\n.last { color: red; }\n',
        "one.css": '@import "deep.css";\n.one { color: red; }\n',
        "deep.css": "@layer base {\n  .deep { color: red; } /* Deep\n  down. */\n}\n",
        "two.css": ".two { color: red; }\n",
    }.items():
        (tmp_path / "css" / name).write_text(text)
    served = Joined(FileSystemStorage(tmp_path)).open("css/all.css").read().decode()
    rules = [".deep { color: red; }", ".one { color: red; }", ".two { color: red; }", ".last { color: red; }"]
    assert served.split() == " ".join(["@layer base {", rules[0], "}", *rules[1:]]).split()
