import Glibc

/// How different two colours look: CIEDE2000 (CIE 142-2001) between sRGB colours, 0 to 1 each.
func colorDifference(_ first: SIMD3<Double>, _ second: SIMD3<Double>) -> Double {
  let (a, b) = (lab(first), lab(second))
  let meanChroma = (hypot(a.y, a.z) + hypot(b.y, b.z)) / 2
  let g = 0.5 * (1 - sqrt(pow(meanChroma, 7) / (pow(meanChroma, 7) + pow(25, 7))))
  let (a1, a2) = (a.y * (1 + g), b.y * (1 + g))
  let (c1, c2) = (hypot(a1, a.z), hypot(a2, b.z))
  func hue(_ a: Double, _ b: Double) -> Double {
    if a == 0, b == 0 { return 0 }
    let angle = atan2(b, a) * 180 / .pi
    return angle < 0 ? angle + 360 : angle
  }
  let (h1, h2) = (hue(a1, a.z), hue(a2, b.z))
  var turn = h2 - h1
  if c1 * c2 == 0 {
    turn = 0
  } else if turn > 180 {
    turn -= 360
  } else if turn < -180 {
    turn += 360
  }
  var meanHue = h1 + h2
  if c1 * c2 != 0 {
    meanHue =
      abs(h1 - h2) <= 180 ? meanHue / 2 : (meanHue < 360 ? meanHue + 360 : meanHue - 360) / 2
  }
  func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }
  let t =
    1 - 0.17 * cosine(meanHue - 30) + 0.24 * cosine(2 * meanHue)
    + 0.32 * cosine(3 * meanHue + 6) - 0.20 * cosine(4 * meanHue - 63)
  let (l, c) = ((a.x + b.x) / 2, (c1 + c2) / 2)
  let sl = 1 + 0.015 * pow(l - 50, 2) / sqrt(20 + pow(l - 50, 2))
  let (sc, sh) = (1 + 0.045 * c, 1 + 0.015 * c * t)
  let rotation =
    -2 * sqrt(pow(c, 7) / (pow(c, 7) + pow(25, 7)))
    * sin(60 * exp(-pow((meanHue - 275) / 25, 2)) * .pi / 180)
  let dl = (b.x - a.x) / sl
  let dc = (c2 - c1) / sc
  let dh = 2 * sqrt(c1 * c2) * sin(turn * .pi / 360) / sh
  return sqrt(max(0, dl * dl + dc * dc + dh * dh + rotation * dc * dh))
}

private func lab(_ color: SIMD3<Double>) -> SIMD3<Double> {
  func light(_ number: Double) -> Double {
    number <= 0.04045 ? number / 12.92 : pow((number + 0.055) / 1.055, 2.4)
  }
  let (r, g, b) = (light(color.x), light(color.y), light(color.z))
  func f(_ t: Double) -> Double { t > 0.008856 ? cbrt(t) : 7.787 * t + 16 / 116 }
  let x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
  let y = f(0.2126 * r + 0.7152 * g + 0.0722 * b)
  let z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
  return SIMD3(116 * y - 16, 500 * (x - y), 200 * (y - z))
}
