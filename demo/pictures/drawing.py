"""Shapes and colours for the drawings of the demo: petals, blossoms, leaves, backgrounds."""

import io
import math
import random

from PIL import Image, ImageDraw, ImageFilter

type Colour = tuple[int, int, int] | tuple[int, int, int, int]
type Point = tuple[float, float]

WIDTH, HEIGHT = 1600, 900
# Pictures are drawn twice as large and halved at the end, which smooths the edges.
SCALE = 2
BEGONIA, DEEP, PETAL, BLUSH = (179, 36, 63), (138, 23, 48), (234, 106, 124), (251, 214, 219)
LEAF, MOSS, GOLD, PAPER, INK = (47, 111, 79), (126, 168, 130), (230, 172, 75), (253, 249, 245), (74, 52, 58)


class Sheet:
    """A drawing of the demo, in units of the finished picture: 1,600 × 900 unless another size is given."""

    def __init__(self, top: Colour, bottom: Colour, size: tuple[int, int] = (WIDTH, HEIGHT)) -> None:
        self.size = size
        self.image = _ground(top, bottom, size)
        self.draw = ImageDraw.Draw(self.image, "RGBA")

    def polygon(self, points: list[Point], colour: Colour) -> None:
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def circle(self, x: float, y: float, radius: float, colour: Colour) -> None:
        self.ellipse(x, y, radius, radius, colour)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        box = [(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE]
        self.draw.ellipse(box, fill=colour)

    def ring(self, x: float, y: float, radius: float, width: float, colour: Colour) -> None:
        box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self.draw.ellipse(box, outline=colour, width=round(width * SCALE))

    def block(self, x: float, y: float, width: float, height: float, radius: float, colour: Colour) -> None:
        box = [x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE]
        self.draw.rounded_rectangle(box, radius=radius * SCALE, fill=colour)

    def line(self, points: list[Point], width: float, colour: Colour) -> None:
        """A line with round ends and corners."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.draw.line(scaled, fill=colour, width=round(width * SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.circle(x, y, width / 2, colour)

    def curve(self, start: Point, bend: Point, end: Point, width: float, colour: Colour) -> None:
        self.line(bezier_curve(start, bend, end), width, colour)

    def petal(self, x: float, y: float, length: float, breadth: float, angle: float, colour: Colour) -> None:
        """A petal with its foot at (x, y) that points towards `angle` (degrees, 0 = up)."""
        turn = math.radians(angle)
        points = []
        for n in range(49):
            t = n / 48 * math.tau
            along = (1 - math.cos(t)) / 2 * length
            across = math.sin(t) * breadth / 2 * math.sin((along / length) ** 0.75 * math.pi * 0.5 + 0.25)
            points.append(
                (
                    x + along * math.sin(turn) + across * math.cos(turn),
                    y - along * math.cos(turn) + across * math.sin(turn),
                )
            )
        self.polygon(points, colour)

    def blossom(
        self,
        x: float,
        y: float,
        radius: float,
        angle: float = 0,
        petal: Colour = (234, 106, 124),
        heart: Colour = (255, 226, 178),
    ) -> None:
        """A begonia blossom: five petals, each with a lighter inside, and a golden heart with stamens."""
        light = tuple(round(c + (255 - c) * 0.35) for c in petal[:3])
        for n in range(5):
            self.petal(x, y, radius, radius * 0.95, angle + n * 72, petal)
        for n in range(5):
            self.petal(x, y, radius * 0.78, radius * 0.5, angle + n * 72, (*light, 190))  # type: ignore[arg-type]
        for n in range(10):
            turn = math.radians(angle + 36 + n * 36)
            tip = (x + math.sin(turn) * radius * 0.34, y - math.cos(turn) * radius * 0.34)
            self.line([(x, y), tip], radius * 0.02, (*heart[:3], 230))
            self.circle(*tip, radius * 0.035, heart)
        self.circle(x, y, radius * 0.12, heart)

    def leaf(self, x: float, y: float, length: float, angle: float, colour: Colour = (47, 111, 79)) -> None:
        self.petal(x, y, length, length * 0.52, angle, colour)
        turn = math.radians(angle)
        tip = (x + math.sin(turn) * length * 0.85, y - math.cos(turn) * length * 0.85)
        self.line([(x, y), tip], max(1.5, length * 0.02), (255, 255, 255, 70))

    def glow(self, x: float, y: float, radius: float, colour: tuple[int, int, int], strength: int = 130) -> None:
        """Soft light around a point."""
        small = Image.new("L", (self.size[0] // 8, self.size[1] // 8), 0)
        box = [(x - radius) / 8, (y - radius) / 8, (x + radius) / 8, (y + radius) / 8]
        ImageDraw.Draw(small).ellipse(box, fill=strength)
        mask = small.filter(ImageFilter.GaussianBlur(radius / 20)).resize(self.image.size, Image.Resampling.BILINEAR)
        self.image.paste(colour, (0, 0), mask)

    def finished(self) -> bytes:
        """The picture as a JPEG of high quality, like the upload of a camera."""
        out = io.BytesIO()
        self.image.reduce(SCALE).save(out, "JPEG", quality=92)
        return out.getvalue()


def bezier_curve(start: Point, bend: Point, end: Point, steps: int = 40) -> list[Point]:
    """For drawings of the demo: the points of a quadratic Bézier curve; `bend` is its control point."""
    points = []
    for n in range(steps + 1):
        t = n / steps
        a, b, c = (1 - t) ** 2, 2 * (1 - t) * t, t**2
        points.append((a * start[0] + b * bend[0] + c * end[0], a * start[1] + b * bend[1] + c * end[1]))
    return points


def _ground(top: Colour, bottom: Colour, size: tuple[int, int]) -> Image.Image:
    """A slightly diagonal gradient."""
    ramp = Image.new("RGB", (3, 3))
    for row in range(3):
        for column in range(3):
            t = (row + column * 0.35) / 2.7
            ramp.putpixel(
                (column, row), tuple(round(a + (b - a) * t) for a, b in zip(top[:3], bottom[:3], strict=True))
            )
    return ramp.resize((size[0] * SCALE, size[1] * SCALE), Image.Resampling.BICUBIC)


def draw_hills(sheet: Sheet, layers: list[tuple[float, Colour]]) -> None:
    """Draw wavy hills on a picture of the demo, each layer (base height, colour) in front of the one before."""
    for n, (base, colour) in enumerate(layers):
        ridge = [
            (x, base - 46 * math.sin(x / (210 + 60 * n) + n * 1.7) - 22 * math.sin(x / 97 + n))
            for x in range(0, WIDTH + 1, 20)
        ]
        sheet.polygon([*ridge, (WIDTH, HEIGHT), (0, HEIGHT)], colour)


def draw_falling_petals(sheet: Sheet, rng: random.Random, count: int, colour: tuple[int, int, int]) -> None:
    """Draw single petals on the wind, at random places of a picture of the demo."""
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


def steps_from_0_to_1() -> list[float]:
    """25 values from 0 to 1, for points along a drawn curve."""
    return [n / 24 for n in range(25)]
