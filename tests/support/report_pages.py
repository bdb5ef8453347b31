"""An area SEND inspection report in our own words, drawn in the layout of the real ones, every part of which may vary."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.support.pages import LEFT, RIGHT, PageWriter

COUNCIL = "Derbyshire County Council"
BOARD = "NHS Derby and Derbyshire Integrated Care Board"
OUTCOMES = {
    "typically_positive": (
        "The local area partnership's arrangements typically lead to positive experiences and outcomes for children and "
        "young people with SEND. The partnership is taking action where improvements are needed.",
        "The next full area SEND inspection will be within approximately five years.",
    ),
    "inconsistent": (
        "The local area partnership's arrangements lead to inconsistent experiences and outcomes for children and young "
        "people with SEND. The partnership must work jointly to make improvements.",
        "The next full area SEND inspection will be within approximately 3 years.",
    ),
    "systemic_failings": (
        "There are widespread and/or systemic failings leading to significant concerns about the experiences and outcomes "
        "of children and young people with SEND, which the partnership must address urgently.",
        "A monitoring inspection will be carried out within approximately 18 months. The next full reinspection will be "
        "within approximately three years.",
    ),
}
PLAN = (
    "As a result of this inspection, HMCI requires the local area partnership to prepare and submit a priority action "
    "plan (area SEND) to address the identified areas for priority action."
)
STRENGTHS = (
    "Nurseries spot children who need help early. Health visitors share what they see with them within days.",
    "Young people sit on the board that plans short breaks, and the menu of activities is theirs. " * 4,
    "Special schools lend their staff to others.",
)
NARRATIVE = (
    "Children wait more than a year for an autism assessment. Little help reaches their families meanwhile. " * 3,
    "Plans are written without the words of those who know the child. Reviews come late: some never come.",
    "The youngest adults leave college with nowhere to go.",
)
PRIORITY = (
    (
        (COUNCIL, BOARD),
        "Leaders should set out together how they will:\n• count who waits, and for what;\n• say who decides; and\n• tell families the result.",
    ),
    ((BOARD,), "Health leaders should bring the time children wait for an autism assessment down. " * 3),
    (
        (COUNCIL,),
        "Leaders of the council should see to it that plans are finished in time and say what a child needs. " * 2,
    ),
)
IMPROVEMENT = (
    "Leaders should check the quality of every EHC plan before it is issued.",
    "The partnership should prepare young people for adult life from the age of 14. This is because those who learn of work "
    "early find it. Colleges should take part.",
    "Leaders across health and education should tell parents what help there is while they wait.",
)


@dataclass
class Report:
    """What may vary; `draw` gives the PDF."""

    area: str = "Derbyshire"
    outcome: str = "systemic_failings"
    dates_label: str = "Inspection dates: "
    outcome_heading: str = "Inspection outcome"
    dates: str = "23 September to 27 September 2024"
    previous_label: str = "Dates of previous inspection"
    previous: str = "14 to 18 November 2016"
    experience_heading: str = "What is it like to be a child or young person with SEND in this area?"
    glyph: str = "•"
    footer: tuple[str, ...] = (
        "Area SEND inspection report: Derbyshire Local Area Partnership",
        "23 September 2024 to 27 September 2024 {page}",
    )
    lines_before_lists: int = 0
    improvement_layout: str = "table"  # table, headless, box, list, bodies
    details: tuple[tuple[str, str], ...] = field(
        default=(
            ("Local authority", "Integrated care board"),
            (COUNCIL, BOARD),
            ("Director of Children's Services", "Chief Executive"),
        )
    )

    def draw(self) -> bytes:
        page = PageWriter(footer=self.footer)
        page.paragraph("Local area partnership report").heading(
            f"Area SEND inspection of {self.area} Local Area Partnership", 26
        )
        page.paragraph(f"{self.dates_label}{self.dates}").paragraph(f"{self.previous_label}: {self.previous}")
        judgement, following = OUTCOMES[self.outcome]
        page.heading(self.outcome_heading).paragraph(judgement).paragraph(following)
        if self.outcome == "systemic_failings":
            page.paragraph(PLAN)
        page.heading("Information about the local area partnership")
        page.paragraph(f"{COUNCIL} and {BOARD} plan and pay for services together in {self.area}.")
        page.new_page().heading(self.experience_heading).paragraph("Life differs from town to town. " * 20)
        page.heading("What is the area partnership doing that is effective?").bullets(STRENGTHS, glyph=self.glyph)
        page.heading("What does the area partnership need to do better?").bullets(NARRATIVE, glyph=self.glyph)
        for _ in range(self.lines_before_lists):
            page.y -= 14.5
        if self.outcome == "systemic_failings":
            rows = [("Responsible body", "Areas for priority action")]
            rows += [(" and ".join(bodies), text.strip()) for bodies, text in PRIORITY]
            page.heading("Areas for priority action").table(rows, (LEFT, 218.0, RIGHT))
        self._improvement(page)
        page.heading("Local area partnership details").table(self.details, (LEFT, 283.0, RIGHT), gap=10)
        page.heading("Information about this inspection").paragraph("It was made at the Secretary of State's request.")
        return page.heading("Inspection team").paragraph("Two inspectors from each body.").bytes()

    def _improvement(self, page: PageWriter) -> None:
        box = (LEFT, RIGHT)
        head = "Areas for improvement"
        if self.improvement_layout == "table":
            page.heading(head).table([(head,), *((text,) for text in IMPROVEMENT)], box)
        elif self.improvement_layout == "headless":
            page.heading(head).table([(text,) for text in IMPROVEMENT], box, header=False)
        elif self.improvement_layout == "box":
            text = "\n".join(f"{number}. {text}" for number, text in enumerate(IMPROVEMENT, start=1))
            page.heading(head).table([(text,)], box, header=False)
        elif self.improvement_layout == "list":
            page.heading(head).bullets(IMPROVEMENT, glyph=self.glyph)
        elif self.improvement_layout == "bodies":
            rows = [("Responsible partner", head), *((COUNCIL, text) for text in IMPROVEMENT)]
            page.table(rows, (LEFT, 218.0, RIGHT))
