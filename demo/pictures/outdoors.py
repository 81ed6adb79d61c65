"""Drawings of the outdoors, for the covers of events and the photo of a station."""

import math
import random

from demo.pictures.drawing import (
    GOLD,
    HEIGHT,
    INK,
    PAPER,
    PETAL,
    WIDTH,
    Colour,
    Sheet,
    draw_falling_petals,
    draw_hills,
    steps_from_0_to_1,
)


def draw_sport() -> Sheet:
    """The sun over hills in the early morning, a willow, birds."""
    sheet = Sheet((255, 224, 190), (255, 245, 228))
    sheet.glow(1080, 400, 330, (255, 190, 130), 150)
    sheet.circle(1080, 400, 150, (245, 140, 100))
    draw_hills(sheet, [(470, (226, 196, 170)), (560, (187, 200, 160)), (660, (136, 176, 134)), (770, (74, 138, 98))])
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


def draw_night() -> Sheet:
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
    outer = [math.radians(-60 + 180 * t) for t in steps_from_0_to_1()]
    inner = [math.radians(120 - 180 * t) for t in steps_from_0_to_1()]
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


def draw_festival() -> Sheet:
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
    draw_falling_petals(sheet, rng, 16, (250, 190, 190))
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


def draw_neighbours() -> Sheet:
    """A row of little houses under a big begonia tree."""
    sheet, rng = Sheet((230, 242, 246), (255, 240, 226)), random.Random(10)  # noqa: S311
    draw_hills(sheet, [(620, (206, 226, 206)), (700, (166, 202, 170))])
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
    draw_falling_petals(sheet, rng, 18, (240, 140, 150))
    return sheet


def draw_station_house() -> Sheet:
    """The demo station from its gate, as a photo of it: three floors, a ramp, a begonia in bloom."""
    sheet = Sheet((250, 240, 228), (238, 214, 200))
    sheet.glow(1250, 180, 420, (255, 236, 200))
    sheet.block(0, 740, 1600, 200, 0, (214, 206, 190))
    sheet.block(420, 220, 820, 540, 18, (252, 247, 240))
    sheet.block(400, 190, 860, 56, 14, (158, 42, 60))
    for floor in range(2):
        for window in range(5):
            sheet.block(470 + window * 152, 290 + floor * 140, 104, 84, 10, (188, 214, 222))
            sheet.line(
                [(522 + window * 152, 292 + floor * 140), (522 + window * 152, 372 + floor * 140)], 5, (252, 247, 240)
            )
    sheet.block(740, 580, 180, 180, 14, (122, 82, 60))
    sheet.block(756, 598, 70, 162, 8, (204, 226, 230))
    sheet.block(834, 598, 70, 162, 8, (204, 226, 230))
    sheet.block(690, 530, 280, 36, 12, (158, 42, 60))
    sheet.polygon([(920, 760), (1240, 760), (1240, 772), (920, 742)], (180, 170, 156))
    sheet.line([(940, 700), (1230, 726)], 7, (120, 124, 126))
    sheet.curve((230, 780), (250, 560), (300, 420), 26, (110, 84, 66))
    sheet.curve((260, 600), (200, 520), (150, 450), 14, (110, 84, 66))
    for x, y, size in (
        (300, 380, 70),
        (230, 330, 60),
        (370, 320, 64),
        (150, 420, 62),
        (290, 270, 66),
        (200, 240, 54),
        (360, 420, 50),
        (110, 350, 48),
    ):
        sheet.leaf(x + 30, y + 20, size * 0.9, 60)
        sheet.blossom(x, y, size, x % 72)
    return sheet
