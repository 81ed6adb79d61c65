"""Drawings of what was on the table after the demo's events, in the place of photos: nobody is in them."""

import math
import random

from demo.pictures.drawing import BEGONIA, BLUSH, DEEP, GOLD, INK, LEAF, MOSS, PAPER, PETAL, WIDTH, Sheet

WOOD, WALL = ((214, 176, 132), (186, 142, 98)), ((250, 243, 232), (240, 226, 206))


def draw_tea_table() -> Sheet:
    """A table seen from above, after tea: a pot, eight cups around it, plates with seeds and tangerines."""
    sheet, rng = Sheet(*WOOD), random.Random(21)  # noqa: S311 - a drawing
    sheet.ellipse(800, 460, 620, 400, (120, 84, 54))
    sheet.ellipse(800, 448, 600, 384, (226, 196, 150))
    for number in range(8):
        turn = math.tau * number / 8 + 0.2
        x, y = 800 + 470 * math.cos(turn), 448 + 290 * math.sin(turn)
        sheet.circle(x + 5, y + 8, 54, (170, 136, 96))
        sheet.circle(x, y, 52, PAPER)
        sheet.circle(x, y, 40, (196, 142, 66) if number % 3 else (214, 178, 110))
    for x, colour in ((560, (92, 66, 52)), (1040, (226, 128, 52))):
        sheet.circle(x, 448, 96, PAPER)
        sheet.circle(x, 448, 84, (240, 230, 214))
        for _piece in range(70 if x < 800 else 7):
            turn, far = rng.uniform(0, math.tau), rng.uniform(0, 62)
            size = 7 if x < 800 else 28
            sheet.circle(x + far * math.cos(turn), 448 + far * math.sin(turn), size, colour)
    sheet.line([(800, 448), (920, 360)], 30, DEEP)
    sheet.circle(800, 448, 104, DEEP)
    sheet.circle(800, 448, 84, BEGONIA)
    sheet.blossom(800, 448, 44, 12)
    return sheet


def draw_swapped_books() -> Sheet:
    """A shelf of books at the end of a day of swapping, with gaps, and two boxes of books before it."""
    sheet, rng = Sheet(*WALL), random.Random(22)  # noqa: S311 - a drawing
    colours = [BEGONIA, LEAF, GOLD, (92, 132, 172), PETAL, (150, 112, 160), MOSS, (206, 150, 110)]
    sheet.block(140, 70, 1320, 560, 12, (150, 108, 72))
    for top in (92, 364):
        sheet.block(162, top, 1276, 248, 4, (246, 232, 212))
        x = 176.0
        while x < 1370:
            if rng.random() < 0.16:
                x += rng.uniform(70, 150)
                continue
            width, height = rng.uniform(26, 54), rng.uniform(150, 226)
            sheet.block(x, top + 248 - height, width, height, 4, rng.choice(colours))
            sheet.block(x + 5, top + 270 - height, width - 10, 12, 2, PAPER)
            x += width + 4
    for left, label in ((330, BLUSH), (900, PAPER)):
        for number in range(6):
            width = 340 - 22 * (number % 3)
            sheet.block(left + 20 + 6 * number, 660 - 26 * number, width, 24, 4, colours[number])
        sheet.block(left, 676, 400, 190, 8, (190, 146, 100))
        sheet.block(left + 110, 730, 180, 76, 6, label)
    return sheet


def draw_picture_books() -> Sheet:
    """A mat with picture books that were just read, a plush cushion on either side, and a lamp."""
    sheet, rng = Sheet(*WALL), random.Random(23)  # noqa: S311 - a drawing
    sheet.glow(1280, 190, 420, (255, 236, 190), 150)
    sheet.line([(1280, 700), (1280, 260)], 16, INK)
    sheet.polygon([(1180, 280), (1380, 280), (1330, 150), (1230, 150)], GOLD)
    sheet.ellipse(WIDTH / 2, 730, 760, 190, (196, 214, 190))
    sheet.ellipse(WIDTH / 2, 726, 690, 160, (214, 228, 206))
    for x, colour in ((240, PETAL), (1350, MOSS)):
        sheet.ellipse(x, 720, 150, 90, colour)
        sheet.ellipse(x, 700, 120, 60, BLUSH)
    covers = [BEGONIA, LEAF, GOLD, (92, 132, 172), PETAL, (150, 112, 160)]
    for number, colour in enumerate(covers):
        x, y = 430 + (number % 3) * 260, 610 + (number // 3) * 130
        lean = rng.uniform(-26, 26)
        sheet.polygon([(x, y), (x + 190, y + lean), (x + 206, y + 100 + lean), (x + 14, y + 108)], colour)
        sheet.polygon(
            [(x + 96, y + lean / 2), (x + 104, y + lean / 2), (x + 118, y + 103), (x + 106, y + 105)], PAPER
        )
        sheet.circle(x + 50, y + 52 + lean / 3, 22, PAPER)
        sheet.circle(x + 150, y + 56 + lean, 18, BLUSH)
    return sheet
