"""Drawings of what came of the team's work, before and after, in the place of photos."""

import random

from demo.pictures.drawing import GOLD, HEIGHT, INK, LEAF, MOSS, PAPER, WIDTH, Colour, Sheet

ROAD, KERB, GRASS = (150, 150, 154), (206, 200, 190), (150, 190, 142)
GREEN_LINE = (64, 166, 98)
SKY, HAZE = ((214, 232, 240), (250, 240, 226)), ((222, 222, 220), (238, 230, 222))


def draw_lanes_before() -> Sheet:
    """The refuse truck on the way through the playground, bins in the middle of the lane, cars at the kerb."""
    sheet = _street(HAZE)
    for x, y in ((520, 610), (600, 650), (690, 612), (760, 668)):
        _bin(sheet, x, y, (94, 104, 98))
    for x, y, colour in ((60, 520, (120, 136, 160)), (1290, 640, (176, 92, 84))):
        _car(sheet, x, y, colour)
    _truck(sheet, 900, 470, (150, 140, 110))
    for x, y in ((470, 740), (640, 760), (830, 740), (1010, 800)):
        sheet.block(x, y, 44, 26, 8, (226, 218, 200))
    _swing(sheet, 250, 330)
    return sheet


def draw_green_route() -> Sheet:
    """A green line on the road, a signpost at the corner, the truck on the line, the playground free."""
    sheet = _street(SKY)
    sheet.polygon([(0, 706), (WIDTH, 686), (WIDTH, 726), (0, 746)], GREEN_LINE)
    for x in (180, 620, 1060, 1500):
        y = 726 - x * 20 / WIDTH
        sheet.polygon(
            [(x - 46, y - 10), (x, y - 10), (x, y - 26), (x + 46, y), (x, y + 26), (x, y + 10), (x - 46, y + 10)],
            PAPER,
        )
    _truck(sheet, 880, 520, LEAF)
    _sign(sheet, 500, 300)
    for x in (1320, 1400, 1480):
        _bin(sheet, x, 480, LEAF)
    _swing(sheet, 250, 330)
    for x, y, radius in ((90, 420, 40), (170, 450, 32), (1560, 400, 44)):
        sheet.blossom(x, y, radius, x % 72)
    return sheet


def draw_stairs_before() -> Sheet:
    """A stairwell with boxes, an old chair and a bicycle on the steps."""
    sheet, rng = _stairwell((206, 198, 188), (180, 170, 160)), random.Random(11)  # noqa: S311
    for _box in range(12):
        x, y = rng.uniform(180, 1300), rng.uniform(520, 740)
        width, height = rng.uniform(90, 170), rng.uniform(70, 130)
        shade = rng.choice([(184, 144, 98), (168, 128, 86), (200, 164, 118)])
        sheet.block(x, y, width, height, 6, shade)
        sheet.line([(x + width / 2, y + 8), (x + width / 2, y + height - 8)], 5, (140, 104, 66))
    sheet.block(1180, 470, 130, 18, 6, (120, 84, 60))
    sheet.block(1180, 320, 18, 160, 6, (120, 84, 60))
    for leg in (1186, 1290):
        sheet.line([(leg, 480), (leg, 640)], 14, (120, 84, 60))
    for wheel in (430, 640):
        sheet.ring(wheel, 640, 92, 10, INK)
    sheet.line([(430, 640), (510, 520), (600, 520), (640, 640)], 10, (120, 60, 60))
    sheet.line([(510, 520), (560, 640), (600, 520)], 10, (120, 60, 60))
    return sheet


def draw_stairs_after() -> Sheet:
    """The same stairwell, empty: a shining handrail, light from the window, a flowerpot on the sill."""
    sheet = _stairwell((250, 244, 234), (232, 222, 208))
    sheet.glow(800, 220, 380, (255, 240, 200), 150)
    sheet.line([(120, 690), (1480, 290)], 18, GOLD)
    for n in range(9):
        x = 150 + n * 164
        sheet.line([(x, 680 - n * 48), (x, 820 - n * 48)], 8, (150, 120, 90))
    sheet.block(756, 300, 88, 60, 14, (176, 92, 70))
    for x, y, angle in ((770, 286, -30), (800, 276, 0), (832, 288, 28)):
        sheet.leaf(x, y + 16, 76, angle, MOSS)
        sheet.blossom(x, y - 30, 38, angle + 20)
    return sheet


def _street(sky: tuple[Colour, Colour]) -> Sheet:
    """Houses behind a lawn with a road in front; the playground is on the lawn."""
    sheet = Sheet(*sky)
    for n, (x, width, height) in enumerate(((40, 300, 250), (420, 360, 310), (860, 300, 270), (1230, 340, 320))):
        sheet.block(x, 420 - height, width, height, 6, (246 - n * 5, 236 - n * 4, 224 - n * 3))
        for row in range(int(height // 80)):
            for column in range(int(width // 84)):
                sheet.block(x + 26 + column * 84, 446 - height + row * 80, 42, 46, 4, (176, 202, 214))
    sheet.polygon([(0, 400), (WIDTH, 380), (WIDTH, 580), (0, 600)], GRASS)
    sheet.polygon([(0, 590), (WIDTH, 570), (WIDTH, 606), (0, 626)], KERB)
    sheet.polygon([(0, 620), (WIDTH, 600), (WIDTH, HEIGHT), (0, HEIGHT)], ROAD)
    return sheet


def _stairwell(top: Colour, bottom: Colour) -> Sheet:
    """Steps that go up to the right, with a window above the landing."""
    sheet = Sheet(top, bottom)
    sheet.block(620, 90, 360, 270, 10, (150, 140, 130))
    sheet.block(640, 110, 150, 230, 4, (206, 228, 236))
    sheet.block(810, 110, 150, 230, 4, (206, 228, 236))
    sheet.block(590, 356, 420, 26, 6, (190, 178, 164))
    for n in range(9):
        x = n * 180
        sheet.polygon([(x, 850 - n * 50), (WIDTH, 850 - n * 50), (WIDTH, HEIGHT), (x, HEIGHT)], _step_colour(n))
    return sheet


def _step_colour(n: int) -> Colour:
    return (176 + n * 5, 168 + n * 5, 158 + n * 5)


def _bin(sheet: Sheet, x: float, y: float, colour: Colour) -> None:
    sheet.polygon([(x, y), (x + 62, y), (x + 54, y + 96), (x + 8, y + 96)], colour)
    sheet.block(x - 6, y - 14, 74, 20, 6, INK)
    sheet.ring(x + 31, y + 50, 14, 4, PAPER)


def _car(sheet: Sheet, x: float, y: float, colour: Colour) -> None:
    sheet.block(x + 50, y, 150, 70, 26, colour)
    sheet.block(x, y + 46, 250, 70, 22, colour)
    sheet.block(x + 66, y + 14, 54, 36, 8, (206, 226, 236))
    sheet.block(x + 130, y + 14, 54, 36, 8, (206, 226, 236))
    for wheel in (x + 58, x + 192):
        sheet.circle(wheel, y + 118, 28, INK)
        sheet.circle(wheel, y + 118, 12, KERB)


def _truck(sheet: Sheet, x: float, y: float, colour: Colour) -> None:
    sheet.block(x, y - 20, 300, 180, 16, colour)
    sheet.block(x + 300, y + 30, 120, 130, 18, PAPER)
    sheet.block(x + 340, y + 48, 64, 50, 8, (190, 214, 226))
    sheet.leaf(x + 150, y + 120, 90, 20, PAPER)
    for wheel in (x + 70, x + 220, x + 360):
        sheet.circle(wheel, y + 164, 38, INK)
        sheet.circle(wheel, y + 164, 16, KERB)


def _sign(sheet: Sheet, x: float, y: float) -> None:
    sheet.line([(x, y + 10), (x, y + 320)], 16, (120, 110, 104))
    sheet.block(x - 110, y - 90, 220, 140, 18, LEAF)
    sheet.polygon(
        [
            (x - 70, y - 36),
            (x + 10, y - 36),
            (x + 10, y - 66),
            (x + 78, y - 20),
            (x + 10, y + 26),
            (x + 10, y - 4),
            (x - 70, y - 4),
        ],
        PAPER,
    )


def _swing(sheet: Sheet, x: float, y: float) -> None:
    """A swing on the playground."""
    for foot in (-110, 110):
        sheet.line([(x + foot - 40, y + 200), (x + foot, y), (x + foot + 40, y + 200)], 12, (200, 90, 90))
    sheet.line([(x - 110, y), (x + 110, y)], 12, (200, 90, 90))
    for rope in (-34, 34):
        sheet.line([(x + rope, y), (x + rope, y + 130)], 5, INK)
    sheet.block(x - 46, y + 126, 92, 16, 6, GOLD)
