"""Drawings of what neighbours have reported, in the place of photos."""

from demo.pictures.drawing import GOLD, INK, PAPER, WIDTH, Sheet

NIGHT, DUSK = ((38, 44, 66), (74, 70, 84)), ((46, 54, 84), (110, 96, 92))
STONE, JOINT, EARTH = (196, 190, 182), (150, 146, 140), (120, 100, 82)


def draw_broken_lamp() -> Sheet:
    """A dark path between houses; the lamp beside it is out."""
    sheet = _path(*NIGHT)
    _lamp(sheet, (90, 92, 100))
    return sheet


def draw_lamp_again() -> Sheet:
    """The same path, with the lamp shining on it."""
    sheet = _path(*DUSK)
    sheet.glow(1120, 250, 520, (255, 226, 150), 190)
    _lamp(sheet, GOLD)
    return sheet


def draw_loose_tile() -> Sheet:
    """Paving stones, one of which stands up at its edge."""
    sheet = Sheet((214, 208, 200), (186, 180, 172))
    for row in range(5):
        for column in range(8):
            x, y = column * 220 - (row % 2) * 110, row * 190
            sheet.block(x + 6, y + 6, 208, 178, 10, STONE)
    sheet.block(658, 386, 224, 190, 8, EARTH)
    sheet.polygon([(664, 396), (876, 340), (892, 520), (672, 566)], (220, 214, 206))
    sheet.polygon([(672, 566), (892, 520), (892, 548), (672, 586)], JOINT)
    for x in (600, 930):
        sheet.leaf(x, 640, 70, x % 90)
    return sheet


def _path(top: tuple[int, int, int], bottom: tuple[int, int, int]) -> Sheet:
    sheet = Sheet(top, bottom)
    for x, width, height in ((60, 380, 430), (560, 300, 350), (1280, 280, 460)):
        sheet.block(x, 560 - height, width, height, 6, (66, 66, 84))
        for row in range(height // 90):
            for column in range(width // 90):
                lit = (row * 3 + column + x) % 5 == 0
                shade = (240, 206, 140) if lit else (86, 88, 108)
                sheet.block(x + 24 + column * 88, 586 - height + row * 88, 46, 50, 4, shade)
    sheet.polygon([(0, 560), (WIDTH, 560), (WIDTH, 900), (0, 900)], (64, 76, 66))
    sheet.polygon([(620, 560), (760, 560), (1180, 900), (300, 900)], (112, 108, 108))
    return sheet


def _lamp(sheet: Sheet, light: tuple[int, int, int]) -> None:
    sheet.line([(1120, 840), (1120, 260)], 18, INK)
    sheet.line([(1120, 270), (1050, 240)], 14, INK)
    sheet.block(990, 214, 90, 40, 12, INK)
    sheet.block(998, 246, 74, 16, 6, light)
    sheet.block(1086, 820, 68, 40, 8, PAPER)
