"""Drawings of rooms and things, for the covers of events."""

import math
import random

from demo.pictures.drawing import (
    BEGONIA,
    DEEP,
    GOLD,
    HEIGHT,
    LEAF,
    MOSS,
    PAPER,
    PETAL,
    WIDTH,
    Colour,
    Point,
    Sheet,
    draw_falling_petals,
    draw_hills,
    steps_from_0_to_1,
)


def draw_reading() -> Sheet:
    """An open book from which a begonia grows."""
    sheet, rng = Sheet((255, 244, 232), (250, 219, 214)), random.Random(1)  # noqa: S311
    sheet.circle(1180, 300, 210, (255, 214, 160))
    draw_hills(sheet, [(700, (241, 199, 190)), (760, (229, 172, 168))])
    for side in (-1, 1):
        sheet.polygon([(800, 760), (800 + side * 470, 690), (800 + side * 500, 800), (800, 850)], DEEP)
        for sheaf, shade in ((0, (244, 230, 214)), (14, (250, 240, 228)), (28, (255, 252, 246))):
            sheet.polygon(_page(side, sheaf), shade)
        for n in range(5):
            y = 690 + n * 22
            sheet.curve(
                (800 + side * 70, y + 8), (800 + side * 200, y - 46), (800 + side * 380, y - 22), 4, (214, 190, 176)
            )
    sheet.curve((800, 740), (770, 560), (830, 380), 12, LEAF)
    sheet.curve((795, 600), (880, 560), (1000, 470), 8, LEAF)
    sheet.curve((788, 640), (690, 600), (620, 500), 8, LEAF)
    for x, y, angle, length in ((790, 590, -60, 120), (812, 520, 55, 120), (900, 540, 10, 90), (690, 585, -20, 90)):
        sheet.leaf(x, y, length, angle)
    sheet.blossom(830, 330, 150, 10)
    sheet.blossom(1015, 440, 100, 40, petal=(241, 139, 150))
    sheet.blossom(600, 470, 110, -12, petal=(246, 160, 166))
    draw_falling_petals(sheet, rng, 16, (234, 106, 124))
    return sheet


def _page(side: int, lift: float) -> list[tuple[float, float]]:
    upper = [
        (800 + side * 440 * t, 740 - lift - math.sin(t * math.pi * 0.62) * 90 + t * 30) for t in steps_from_0_to_1()
    ]
    lower = [
        (800 + side * 440 * t, 830 - lift - math.sin(t * math.pi * 0.62) * 90 + t * 30) for t in steps_from_0_to_1()
    ]
    return [*upper, *reversed(lower)]


def draw_handicraft() -> Sheet:
    """Paper blossoms, a pair of scissors and coloured paper."""
    sheet, rng = Sheet((255, 246, 226), (252, 226, 204)), random.Random(2)  # noqa: S311
    for x, y, size, turn, colour in (
        (250, 640, 330, 12, (247, 178, 140)),
        (430, 730, 300, -14, (244, 211, 140)),
        (1330, 250, 300, 20, (160, 196, 168)),
        (1210, 130, 240, -8, (240, 160, 165)),
    ):
        sheet.polygon(_square(x, y, size, turn), colour)
        sheet.polygon(_square(x, y, size * 0.86, turn), _lighter(colour))
    for start, bend, end in (
        ((700, 900), (720, 640), (640, 430)),
        ((820, 900), (840, 620), (880, 330)),
        ((940, 900), (980, 700), (1110, 520)),
    ):
        sheet.curve(start, bend, end, 12, LEAF)
    for x, y, angle, length in ((715, 700, -55, 150), (835, 600, 60, 150), (990, 690, 70, 140), (820, 760, -50, 120)):
        sheet.leaf(x, y, length, angle)
    sheet.blossom(630, 400, 190, 4, petal=(238, 120, 132))
    sheet.blossom(890, 290, 215, 30)
    sheet.blossom(1130, 500, 170, -14, petal=(245, 158, 148))
    _scissors(sheet, 300, 300)
    draw_falling_petals(sheet, rng, 10, (240, 150, 150))
    return sheet


def _lighter(colour: tuple[int, int, int]) -> Colour:
    red, green, blue = (min(255, channel + 10) for channel in colour)
    return red, green, blue


def _scissors(sheet: Sheet, x: float, y: float) -> None:
    steel = (120, 128, 140)
    sheet.polygon([(x, y), (x + 250, y + 92), (x + 262, y + 78), (x + 14, y - 26)], steel)
    sheet.polygon([(x, y + 4), (x + 258, y - 66), (x + 266, y - 48), (x + 10, y + 34)], (146, 154, 166))
    sheet.ring(x - 58, y - 48, 56, 20, BEGONIA)
    sheet.ring(x - 58, y + 56, 56, 20, BEGONIA)
    sheet.circle(x + 20, y + 4, 10, PAPER)


def _square(x: float, y: float, size: float, turn: float) -> list[tuple[float, float]]:
    corners = []
    for quarter in range(4):
        angle = math.radians(turn + 45 + 90 * quarter)
        corners.append((x + math.cos(angle) * size / 1.414, y + math.sin(angle) * size / 1.414))
    return corners


def draw_health() -> Sheet:
    """A heart with a sprig in it, and the line of its beat."""
    sheet, rng = Sheet((235, 246, 236), (203, 228, 208)), random.Random(3)  # noqa: S311
    sheet.circle(260, 200, 260, (222, 240, 224))
    sheet.circle(1420, 760, 330, (190, 219, 197))
    heart = []
    for n in range(121):
        t = n / 120 * math.tau
        heart.append(
            (
                800 + 21 * 16 * math.sin(t) ** 3,
                430 - 21 * (13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)),
            )
        )
    sheet.polygon([(x + 14, y + 20) for x, y in heart], (47, 111, 79, 50))
    sheet.polygon(heart, PETAL)
    sheet.polygon([(800 + (x - 800) * 0.86, 440 + (y - 440) * 0.86) for x, y in heart], (243, 138, 150))
    beat: list[Point] = [
        (0, 560),
        (330, 560),
        (420, 560),
        (470, 470),
        (530, 660),
        (590, 560),
        (1020, 560),
        (1080, 440),
        (1150, 680),
        (1210, 560),
        (1600, 560),
    ]
    sheet.line(beat, 12, PAPER)
    sheet.curve((800, 640), (770, 460), (830, 250), 10, (255, 250, 244))
    for step, (angle, length) in enumerate(((-55, 130), (60, 130), (-50, 110), (58, 105), (-45, 90), (20, 90))):
        sheet.leaf(796 + step * 4, 540 - step * 52, length, angle, (255, 250, 244))
    draw_falling_petals(sheet, rng, 10, MOSS)
    return sheet


def draw_robots() -> Sheet:
    """A friendly robot with a blossom on its chest, and a little car beside it."""
    sheet, rng = Sheet((226, 240, 250), (190, 214, 236)), random.Random(7)  # noqa: S311
    for x, y, size in ((250, 220, 120), (1380, 200, 150), (1250, 640, 90)):
        _gear(sheet, x, y, size, (206, 226, 242))
    sheet.polygon([(0, 760), (WIDTH, 740), (WIDTH, HEIGHT), (0, HEIGHT)], (160, 190, 218))
    body, shade, dark = (250, 250, 252), (220, 228, 238), (52, 72, 100)
    sheet.line([(760, 200), (760, 130)], 12, dark)
    sheet.circle(760, 118, 24, PETAL)
    sheet.block(590, 200, 340, 250, 80, body)
    sheet.block(630, 250, 260, 140, 60, dark)
    for x in (705, 815):
        sheet.circle(x, 315, 27, (140, 224, 214))
        sheet.circle(x + 8, 307, 9, PAPER)
    sheet.curve((720, 356), (760, 384), (800, 356), 8, (140, 224, 214))
    for side in (-1, 1):
        sheet.block(760 + side * 190 - 24, 280, 48, 100, 20, PETAL)
        sheet.curve(
            (760 + side * 150, 540), (760 + side * 260, 540), (760 + side * 270, 420 if side > 0 else 660), 34, shade
        )
        sheet.circle(760 + side * 270, 410 if side > 0 else 670, 34, PETAL)
        sheet.block(760 + side * 80 - 40, 720, 80, 90, 24, dark)
    sheet.block(610, 470, 300, 270, 70, body)
    sheet.blossom(760, 600, 86)
    _car(sheet, 1150, 760)
    _car(sheet, 330, 790)
    draw_falling_petals(sheet, rng, 8, (246, 170, 180))
    return sheet


def _car(sheet: Sheet, x: float, y: float) -> None:
    sheet.block(x - 110, y - 96, 220, 76, 26, GOLD)
    sheet.block(x - 60, y - 148, 120, 70, 24, (246, 204, 120))
    sheet.circle(x - 22, y - 112, 15, (52, 72, 100))
    sheet.circle(x + 24, y - 112, 15, (52, 72, 100))
    for side in (-64, 64):
        sheet.circle(x + side, y - 18, 34, (52, 72, 100))
        sheet.circle(x + side, y - 18, 14, (200, 214, 230))


def _gear(sheet: Sheet, x: float, y: float, size: float, colour: Colour) -> None:
    for n in range(8):
        turn = n / 8 * math.tau
        sheet.circle(x + math.cos(turn) * size, y + math.sin(turn) * size, size * 0.2, colour)
    sheet.ring(x, y, size * 1.02, size * 0.34, colour)


def draw_culture() -> Sheet:
    """Ink hills, a red sun on the water, a begonia branch in the corner and a seal."""
    sheet, rng = Sheet((252, 246, 234), (244, 230, 210)), random.Random(8)  # noqa: S311
    sheet.circle(1150, 290, 96, (236, 148, 96))
    for base, shade, peaks in (
        (560, (190, 190, 184), ((180, 250), (520, 180), (900, 290), (1300, 220))),
        (640, (140, 144, 142), ((60, 200), (380, 290), (760, 170), (1120, 250), (1500, 300))),
        (720, (86, 92, 94), ((250, 220), (640, 160), (1420, 260))),
    ):
        for x, height in peaks:
            points = [(x + dx, base + 60 - height * math.exp(-((dx / 170) ** 2))) for dx in range(-460, 461, 10)]
            sheet.polygon([*points, (x + 460, base + 70), (x - 460, base + 70)], (*shade, 150))
    sheet.polygon([(0, 770), (WIDTH, 740), (WIDTH, HEIGHT), (0, HEIGHT)], (238, 226, 208))
    for n in range(9):
        x, y = 120 + n * 165, 800 + (n * 29) % 70
        sheet.line([(x, y), (x + 130, y)], 4, (170, 160, 150))
    sheet.polygon([(500, 790), (700, 790), (660, 824), (540, 824)], (74, 60, 58))
    sheet.curve((545, 790), (600, 720), (655, 790), 16, (110, 86, 74))
    sheet.curve((-20, 150), (240, 250), (560, 130), 20, (78, 56, 54))
    sheet.curve((230, 205), (330, 330), (300, 420), 11, (78, 56, 54))
    for x, y, radius, angle in (
        (150, 180, 92, 0),
        (330, 230, 84, 24),
        (480, 150, 74, 48),
        (300, 420, 72, 12),
        (40, 250, 58, 30),
    ):
        sheet.blossom(x, y, radius, angle, petal=(226, 92, 104))
    for x, y, angle in ((230, 250, 150), (400, 170, 20), (330, 330, 110)):
        sheet.leaf(x, y, 90, angle, (92, 120, 96))
    sheet.block(1440, 690, 90, 90, 10, BEGONIA)
    sheet.blossom(1485, 735, 38, petal=(252, 236, 226), heart=BEGONIA)
    draw_falling_petals(sheet, rng, 9, (226, 110, 118))
    return sheet


def draw_kitchen() -> Sheet:
    """A bamboo steamer of round cakes, chopsticks, steam."""
    sheet, rng = Sheet((255, 238, 214), (250, 206, 170)), random.Random(9)  # noqa: S311
    sheet.glow(800, 260, 360, (255, 250, 240), 150)
    sheet.polygon([(0, 640), (WIDTH, 610), (WIDTH, HEIGHT), (0, HEIGHT)], (178, 66, 66))
    for n in range(17):
        sheet.polygon(
            [(n * 100, 640 - n * 2), (n * 100 + 50, 639 - n * 2), (n * 100 - 40, HEIGHT), (n * 100 - 110, HEIGHT)],
            (196, 88, 84),
        )
    for n, shift in enumerate((-190, -60, 80, 200)):
        sway = 70 if n % 2 else -70
        sheet.curve(
            (800 + shift, 400), (800 + shift + sway, 280), (800 + shift - sway * 0.4, 120), 20, (255, 255, 255, 150)
        )
    bamboo, edge, inner = (214, 160, 96), (178, 122, 66), (244, 220, 176)
    for level in (0, 1):
        y = 690 - level * 110
        sheet.ellipse(800, y + 60, 360, 104, edge)
        sheet.polygon([(440, y - 40), (1160, y - 40), (1160, y + 60), (440, y + 60)], bamboo)
        sheet.ellipse(800, y + 56, 360, 100, bamboo)
        sheet.line([(442, y + 6), (1158, y + 6)], 6, edge)
        sheet.ellipse(800, y - 40, 360, 104, edge)
        sheet.ellipse(800, y - 40, 338, 92, inner)
    for x, y in ((640, 520), (800, 494), (960, 520), (700, 572), (890, 574)):
        sheet.ellipse(x, y + 16, 78, 46, (224, 190, 140))
        sheet.ellipse(x, y, 78, 50, (255, 250, 240))
        sheet.blossom(x, y - 4, 24)
    sheet.line([(1240, 500), (1470, 800)], 13, (110, 62, 50))
    sheet.line([(1280, 490), (1510, 780)], 13, (130, 74, 58))
    draw_falling_petals(sheet, rng, 12, GOLD)
    return sheet
