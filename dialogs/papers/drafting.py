"""A form and answers become a paper: the same answers give the same bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dialogs.checklistturns import PaperLanguage
from dialogs.papers.filling import filled
from dialogs.papers.form import Form, mark_name
from dialogs.papers.layout import Surroundings, laid_out
from dialogs.papers.writing import Written, as_value, columns
from dialogs.texts import Texts
from knowledge.languages import LANGUAGES, Language

#: One thing in each language.
Words = Mapping[Language, str]
#: The lines of a list in each language.
Lines = Mapping[Language, Sequence[str]]


@dataclass(frozen=True)
class Content:
    """What a paper is filled in with."""

    #: The answers by their questions: which blocks stand.
    answers: Mapping[str, str]
    #: What stands for each question, in words; what is blank is so in words too.
    fields: Mapping[str, Words]
    enclosures: Lines = field(default_factory=dict)
    #: What stands against a packet, each with its clause.
    deficiencies: Lines = field(default_factory=dict)
    #: The clauses by which the paper is incomplete; none when it is complete.
    missing: Lines = field(default_factory=dict)
    #: The case, as it is called in the footer.
    number: str = ""
    version: int = 1


def drafted(form: Form, content: Content, language: PaperLanguage, texts: Texts) -> bytes:
    """
    The paper as a DOCX.

    What people wrote is data: nothing of it is evaluated, and it stands in the paper as it was written
    (see `writing.readable` for the few signs that a document cannot hold).
    """
    lists = {"enclosures": content.enclosures, "deficiencies": content.deficiencies}
    around = Surroundings(
        seal={one: texts.words("paper-seal", one) for one in LANGUAGES},
        footer="{{ footer }}",
        box={one: "{{ incomplete_" + one + " }}" for one in LANGUAGES} if any(content.missing.values()) else {},
        lines={name: max(map(len, lines.values()), default=0) for name, lines in lists.items()},
    )
    blocks = [block for block in form.block if block.stands(content.answers)]
    document = laid_out(form, blocks, columns(language), around)
    spoken = columns(language)
    return filled(document, context_of(content, spoken, texts), form.title.by(spoken[0]))


def context_of(content: Content, spoken: Sequence[Language], texts: Texts) -> dict[str, Written]:
    """What stands at each mark: in each language by its name (`court_ru`), in the first one by the name alone."""
    lists = {"enclosures": content.enclosures, "deficiencies": content.deficiencies}
    context: dict[str, Written] = {}
    for one in LANGUAGES:
        said = {mark_name(name): words[one] for name, words in content.fields.items()}
        for name, lines in lists.items():
            said |= {f"{name}_{place}": line for place, line in enumerate(lines.get(one, ()), start=1)}
        said |= {name: "\n".join(lines.get(one, ())) for name, lines in lists.items()}
        said["version"] = str(content.version)
        said["incomplete"] = texts.words("paper-incomplete", one, {"clauses": ", ".join(content.missing.get(one, ()))})
        context |= {f"{name}_{one}": as_value(words) for name, words in said.items()}
        context |= {name: as_value(words) for name, words in said.items()} if one == spoken[0] else {}
    versions = (texts.words("paper-version", one, {"version": content.version}) for one in spoken)
    context["footer"] = as_value(" · ".join(filter(None, (content.number, *versions))))
    return context
