"""Covers of the demo, drawn with Pillow and given to events the way an uploaded photo is.

Every picture is the same on every machine: its petals fall by a seeded random generator.
"""

import logging
import math
import random
from collections.abc import Callable

from django.core.files.base import ContentFile
from django_tasks_db.management.commands.db_worker import Worker
from pictures.conf import app_settings

from common.files.images import clean_image
from demo.drawing import HEIGHT, WIDTH, Colour, Point, Sheet
from demo.schedule import PlannedEvent
from events.models import Event

BEGONIA, DEEP, PETAL, BLUSH = (179, 36, 63), (138, 23, 48), (234, 106, 124), (251, 214, 219)
LEAF, MOSS, GOLD, PAPER, INK = (47, 111, 79), (126, 168, 130), (230, 172, 75), (253, 249, 245), (74, 52, 58)


def reading() -> Sheet:
    """An open book from which a begonia grows."""
    sheet, rng = Sheet((255, 244, 232), (250, 219, 214)), random.Random(1)  # noqa: S311
    sheet.circle(1180, 300, 210, (255, 214, 160))
    _hills(sheet, [(700, (241, 199, 190)), (760, (229, 172, 168))])
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
    _falling(sheet, rng, 16, (234, 106, 124))
    return sheet


def _page(side: int, lift: float) -> list[tuple[float, float]]:
    upper = [(800 + side * 440 * t, 740 - lift - math.sin(t * math.pi * 0.62) * 90 + t * 30) for t in _steps()]
    lower = [(800 + side * 440 * t, 830 - lift - math.sin(t * math.pi * 0.62) * 90 + t * 30) for t in _steps()]
    return [*upper, *reversed(lower)]


def handicraft() -> Sheet:
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
    _falling(sheet, rng, 10, (240, 150, 150))
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


def health() -> Sheet:
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
    _falling(sheet, rng, 10, MOSS)
    return sheet


def sport() -> Sheet:
    """The sun over hills in the early morning, a willow, birds."""
    sheet = Sheet((255, 224, 190), (255, 245, 228))
    sheet.glow(1080, 400, 330, (255, 190, 130), 150)
    sheet.circle(1080, 400, 150, (245, 140, 100))
    _hills(sheet, [(470, (226, 196, 170)), (560, (187, 200, 160)), (660, (136, 176, 134)), (770, (74, 138, 98))])
    for x, y, size in ((560, 190, 34), (660, 240, 26), (470, 265, 22)):
        sheet.curve((x - size * 2, y - size * 0.6), (x - size, y - size), (x, y), 6, INK)
        sheet.curve((x, y), (x + size, y - size), (x + size * 2, y - size * 0.6), 6, INK)
    sheet.curve((250, 900), (300, 560), (210, 150), 34, (110, 82, 70))
    for n in range(13):
        x, y = 150 + n * 22, 130 + abs(n - 5) * 12
        end = (x - 150 + n * 26, 520 + (n * 37) % 130)
        sheet.curve((230, 190), (x - 40 + n * 12, y), end, 5, (88, 140, 92))
        for step in range(5):
            t = 0.35 + step * 0.14
            sheet.leaf(
                230 + (end[0] - 230) * t,
                190 + (end[1] - 190) * t - 30 * (1 - t),
                58,
                150 + (step % 2) * 50,
                (98, 158, 104),
            )
    for x, scale in ((660, 1.0), (970, 0.92), (1290, 1.05)):
        _figure(sheet, x, 800, scale)
    return sheet


def _figure(sheet: Sheet, x: float, y: float, scale: float) -> None:
    """Somebody who stands in the bow stance with open arms."""
    s = scale * 1.1
    dark, coat = (70, 56, 62), PAPER
    sheet.line([(x - 4 * s, y - 90 * s), (x - 52 * s, y)], 26 * s, dark)
    sheet.line([(x + 4 * s, y - 90 * s), (x + 34 * s, y - 46 * s), (x + 58 * s, y)], 26 * s, dark)
    sheet.line([(x, y - 92 * s), (x, y - 170 * s)], 50 * s, coat)
    sheet.curve((x - 8 * s, y - 172 * s), (x - 64 * s, y - 150 * s), (x - 104 * s, y - 196 * s), 18 * s, coat)
    sheet.curve((x + 8 * s, y - 172 * s), (x + 70 * s, y - 190 * s), (x + 108 * s, y - 150 * s), 18 * s, coat)
    sheet.circle(x, y - 222 * s, 26 * s, (222, 178, 150))
    sheet.ellipse(x, y - 234 * s, 27 * s, 18 * s, (190, 186, 184))


def night() -> Sheet:
    """Houses at dusk with lit windows, and a steaming cup on the sill of the warm station."""
    sheet, rng = Sheet((44, 48, 86), (214, 122, 110)), random.Random(5)  # noqa: S311
    for _star in range(60):
        sheet.circle(rng.uniform(0, WIDTH), rng.uniform(0, 380), rng.uniform(1, 3), (255, 240, 220, 180))
    sheet.polygon(_crescent(1290, 190, 84), (255, 236, 200))
    for x, width, height, tone in (
        (0, 250, 420, 52),
        (270, 200, 300, 62),
        (500, 260, 500, 46),
        (790, 210, 360, 58),
        (1020, 280, 460, 50),
        (1320, 280, 340, 60),
    ):
        _house(sheet, rng, x, width, height, (tone, tone - 8, tone + 24))
    sheet.polygon([(0, 800), (WIDTH, 770), (WIDTH, HEIGHT), (0, HEIGHT)], (40, 30, 44))
    sheet.glow(800, 640, 260, (255, 196, 120), 120)
    _cup(sheet, 800, 640)
    return sheet


def _crescent(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """A young moon, tilted, as a closed line: the outer half circle and a flatter one back."""
    outer = [math.radians(-60 + 180 * t) for t in _steps()]
    inner = [math.radians(120 - 180 * t) for t in _steps()]
    rim = [(x + math.cos(turn) * radius, y + math.sin(turn) * radius) for turn in outer]
    tilt = math.radians(30)
    back = []
    for turn in inner:
        along, across = math.cos(turn - tilt) * radius * 0.45, math.sin(turn - tilt) * radius
        back.append(
            (
                x + along * math.cos(tilt) - across * math.sin(tilt),
                y + along * math.sin(tilt) + across * math.cos(tilt),
            )
        )
    return [*rim, *back]


def _house(sheet: Sheet, rng: random.Random, x: float, width: float, height: float, colour: Colour) -> None:
    sheet.block(x, 820 - height, width, height + 80, 6, colour)
    for row in range(int(height // 62)):
        for column in range(int(width // 52)):
            lit = rng.random() < 0.55
            shade = rng.choice([(255, 206, 128), (255, 224, 160), (250, 188, 110)]) if lit else (30, 30, 52)
            sheet.block(x + 18 + column * 50, 850 - height + row * 60, 28, 34, 4, shade)


def _cup(sheet: Sheet, x: float, y: float) -> None:
    for n, shift in enumerate((-50, 0, 50)):
        top = (x + shift + (20 if n % 2 else -20), y - 250)
        sheet.curve((x + shift, y - 70), (x + shift + (60 if n % 2 else -60), y - 160), top, 11, (255, 244, 230, 150))
    sheet.ring(x + 150, y + 50, 62, 22, PAPER)
    sheet.polygon([(x - 150, y - 40), (x + 150, y - 40), (x + 112, y + 160), (x - 112, y + 160)], PAPER)
    sheet.ellipse(x, y - 40, 150, 34, (240, 224, 208))
    sheet.ellipse(x, y - 36, 130, 25, (176, 104, 64))
    sheet.ellipse(x, y + 160, 112, 22, PAPER)
    sheet.blossom(x, y + 62, 58)


def festival() -> Sheet:
    """Red lanterns between begonia branches."""
    sheet, rng = Sheet((150, 24, 48), (206, 62, 66)), random.Random(6)  # noqa: S311
    sheet.glow(800, 430, 420, (255, 170, 110), 90)
    for x, y, size in ((180, 740, 150), (420, 820, 190), (1180, 830, 190), (1450, 740, 170)):
        _cloud(sheet, x, y, size)
    for x, length, size in ((380, 160, 120), (800, 230, 165), (1220, 130, 120)):
        _lantern(sheet, x, length, size)
    sheet.curve((-20, 60), (220, 120), (330, -20), 14, (84, 34, 40))
    sheet.curve((1620, 240), (1420, 160), (1330, -20), 14, (84, 34, 40))
    for x, y, radius, angle in (
        (90, 100, 74, 0),
        (210, 70, 60, 30),
        (30, 210, 52, 12),
        (1500, 180, 78, 20),
        (1400, 84, 58, 50),
        (1570, 320, 54, 0),
    ):
        sheet.blossom(x, y, radius, angle, petal=(250, 178, 184))
    _falling(sheet, rng, 16, (250, 190, 190))
    return sheet


def _lantern(sheet: Sheet, x: float, length: float, size: float) -> None:
    y = length + size
    sheet.line([(x, 0), (x, y - size)], 5, GOLD)
    sheet.glow(x, y, size * 1.5, (255, 190, 110), 110)
    sheet.ellipse(x, y, size * 1.12, size, (224, 58, 58))
    for share, shade in ((0.8, (234, 78, 66)), (0.45, (244, 110, 80))):
        sheet.ellipse(x, y, size * 1.12 * share, size, shade)
    for share in (0.8, 0.45):
        box = [(x - size * 1.12 * share) * 2, (y - size) * 2, (x + size * 1.12 * share) * 2, (y + size) * 2]
        sheet.draw.ellipse(box, outline=GOLD, width=6)
    sheet.block(x - size * 0.42, y - size - 12, size * 0.84, 28, 8, GOLD)
    sheet.block(x - size * 0.42, y + size - 16, size * 0.84, 28, 8, GOLD)
    for n in range(5):
        offset = (n - 2) * size * 0.12
        sheet.line([(x + offset, y + size + 14), (x + offset, y + size + 14 + size * 0.7)], 6, GOLD)
    sheet.blossom(x, y, size * 0.42, petal=(255, 214, 150), heart=(200, 60, 50))


def _cloud(sheet: Sheet, x: float, y: float, size: float) -> None:
    gold = (236, 170, 96)
    for dx, dy, share in ((-0.7, 0.1, 0.5), (0, -0.15, 0.62), (0.72, 0.12, 0.46)):
        sheet.circle(x + dx * size, y + dy * size, share * size, (214, 84, 74))
        for inner in (0.86, 0.56, 0.26):
            sheet.ring(x + dx * size, y + dy * size, share * size * inner, 5, gold)


def robots() -> Sheet:
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
    _falling(sheet, rng, 8, (246, 170, 180))
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


def culture() -> Sheet:
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
    _falling(sheet, rng, 9, (226, 110, 118))
    return sheet


def kitchen() -> Sheet:
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
    _falling(sheet, rng, 12, GOLD)
    return sheet


def neighbours() -> Sheet:
    """A row of little houses under a big begonia tree."""
    sheet, rng = Sheet((230, 242, 246), (255, 240, 226)), random.Random(10)  # noqa: S311
    _hills(sheet, [(620, (206, 226, 206)), (700, (166, 202, 170))])
    for x, width, height, wall, roof in (
        (120, 240, 210, (255, 250, 244), (120, 126, 134)),
        (380, 260, 270, (252, 236, 220), (104, 110, 120)),
        (1040, 270, 250, (255, 250, 244), (110, 116, 126)),
        (1330, 220, 190, (250, 230, 216), (124, 130, 138)),
    ):
        sheet.block(x, 780 - height, width, height, 4, wall)
        sheet.polygon(
            [
                (x - 30, 784 - height),
                (x + width + 30, 784 - height),
                (x + width - 20, 714 - height),
                (x + 20, 714 - height),
            ],
            roof,
        )
        for column in range(2):
            sheet.block(x + 36 + column * (width - 122), 822 - height, 50, 60, 6, (160, 196, 214))
        sheet.block(x + width / 2 - 30, 690, 60, 90, 8, (176, 76, 74))
    sheet.polygon([(0, 780), (WIDTH, 770), (WIDTH, HEIGHT), (0, HEIGHT)], (128, 178, 140))
    sheet.curve((800, 860), (760, 640), (800, 420), 56, (112, 80, 70))
    sheet.curve((790, 560), (900, 480), (960, 360), 26, (112, 80, 70))
    sheet.curve((785, 600), (680, 500), (640, 380), 24, (112, 80, 70))
    for _n in range(70):
        turn, reach = rng.uniform(0, math.tau), math.sqrt(rng.random())
        east, south = 800 + math.cos(turn) * reach * 340, 300 + math.sin(turn) * reach * 230
        if rng.random() < 0.3:
            sheet.leaf(east, south, rng.uniform(50, 80), rng.uniform(0, 360), (96, 150, 106))
        shade = rng.choice([PETAL, (244, 150, 160), (250, 184, 190)])
        sheet.blossom(east, south, rng.uniform(38, 66), rng.uniform(0, 72), petal=shade)
    _falling(sheet, rng, 18, (240, 140, 150))
    return sheet


def _hills(sheet: Sheet, layers: list[tuple[float, Colour]]) -> None:
    for n, (base, colour) in enumerate(layers):
        ridge = [
            (x, base - 46 * math.sin(x / (210 + 60 * n) + n * 1.7) - 22 * math.sin(x / 97 + n))
            for x in range(0, WIDTH + 1, 20)
        ]
        sheet.polygon([*ridge, (WIDTH, HEIGHT), (0, HEIGHT)], colour)


def _falling(sheet: Sheet, rng: random.Random, count: int, colour: tuple[int, int, int]) -> None:
    """Single petals on the wind."""
    for _petal in range(count):
        size = rng.uniform(18, 44)
        sheet.petal(
            rng.uniform(40, 1560),
            rng.uniform(40, 860),
            size,
            size * 0.8,
            rng.uniform(0, 360),
            (*colour, rng.randint(120, 220)),
        )


def _steps() -> list[float]:
    return [n / 24 for n in range(25)]


# Which picture suits the events of a series; the others show the drawing of their kind.
PICTURES: dict[str, Callable[[], Sheet]] = {
    "reading": reading,
    "book-corner": reading,
    "handicraft": handicraft,
    "health-talk": health,
    "baduanjin": sport,
    "riders": night,
    "robots": robots,
    "calligraphy": culture,
    "tea-table": neighbours,
    "market": neighbours,
    "kitchen": kitchen,
    "winter-solstice": festival,
    "new-year": festival,
    "spring-festival": festival,
    "lantern": festival,
    "mid-autumn": festival,
    "double-ninth": festival,
}


def load_covers(planned: list[PlannedEvent], events: list[Event]) -> int:
    """Draw each picture once and upload it as admin would; all events that it suits show the same file."""
    uploaded: dict[str, Event] = {}
    for plan, event in zip(planned, events, strict=True):
        picture = PICTURES.get(plan.key)
        if picture is None:
            continue
        if picture.__name__ not in uploaded:
            uploaded[picture.__name__] = event
            upload = ContentFile(picture().finished(), name="cover.jpg")
            event.cover.save("cover.webp", clean_image(upload), save=False)
        first = uploaded[picture.__name__]
        event.cover = first.cover.name
        event.cover_width, event.cover_height = first.cover_width, first.cover_height
    Event.objects.bulk_update(events, ["cover", "cover_width", "cover_height"])
    return len(uploaded)


def cut_covers() -> None:
    """Cut the uploaded pictures to their sizes now, by the very tasks that wait for the worker."""
    worker = Worker(
        queue_names=[app_settings.QUEUE_NAME],
        interval=0,
        batch=True,
        backend_name=app_settings.BACKEND,
        startup_delay=False,
        max_tasks=None,
        worker_id="loaddemo",
        excluded_queue_names=[],
    )
    # Its lines about every single task are for a log, not for who waits at the prompt.
    logging.disable(logging.INFO)
    try:
        worker.run()
    finally:
        logging.disable(logging.NOTSET)
