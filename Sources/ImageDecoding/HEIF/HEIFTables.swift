/// `HEIFColors` as tables, a few additions for each pixel.
struct HEIFTables {
  /// What one step of eight bits is in the tables.
  private static let one = 1 << 14

  /// By the value of the first sample: luma, or green.
  private var luma: [Int32] = []
  /// What the second and the third sample add to red, green and blue.
  private var first: (red: [Int32], green: [Int32], blue: [Int32]) = ([], [], [])
  private var second: (red: [Int32], green: [Int32], blue: [Int32]) = ([], [], [])
  private let highest: Int

  init(_ colors: HEIFColors, depth: Int) {
    highest = 1 << depth - 1
    let step = Double(1 << (depth - 8))
    let isFull = colors.isFullRange
    let count = highest + 1
    let top = Double(highest)
    let (zero, range) = isFull ? (0, top) : (16 * step, 219 * step)
    let middle = Double(1 << (depth - 1))
    let chromaRange = isFull ? top : 224 * step
    func table(_ factor: Double, _ level: (Double) -> Double) -> [Int32] {
      (0..<count).map { value in
        Int32((level(Double(value)) * factor * 255 * Double(Self.one)).rounded())
      }
    }
    let level = { (value: Double) in (value - zero) / range }
    let difference = { (value: Double) in (value - middle) / chromaRange }
    let none = [Int32](repeating: 0, count: count)
    switch colors.matrix {
    case .identity:
      luma = none
      (first, second) = ((none, none, table(1, level)), (table(1, level), none, none))
      greenOnly = table(1, level)
    case .yCgCo:
      luma = table(1, level)
      let (plus, minus) = (table(1, difference), table(-1, difference))
      (first, second) = ((minus, plus, minus), (plus, none, minus))
    case .weights(let red, let blue):
      luma = table(1, level)
      let green = 1 - red - blue
      first = (
        none, table(-2 * blue * (1 - blue) / green, difference), table(2 * (1 - blue), difference)
      )
      second = (
        table(2 * (1 - red), difference), table(-2 * red * (1 - red) / green, difference), none
      )
    }
  }

  /// What the first sample is of green alone, where it is that.
  private var greenOnly: [Int32] = []

  /// The pixel without alpha.
  @inline(__always)
  func pixel(_ y: Int, _ cb: Int, _ cr: Int) -> UInt32 {
    let (y, cb, cr) = (min(y, highest), min(cb, highest), min(cr, highest))
    let luma = luma[y]
    let green = greenOnly.isEmpty ? luma : greenOnly[y]
    return Self.byte(luma + first.red[cb] + second.red[cr]) << 16
      | Self.byte(green + first.green[cb] + second.green[cr]) << 8
      | Self.byte(luma + first.blue[cb] + second.blue[cr])
  }

  /// A pixel without color.
  @inline(__always)
  func gray(_ y: Int) -> UInt32 { Self.byte(luma[min(y, highest)]) * 0x010101 }

  @inline(__always)
  private static func byte(_ value: Int32) -> UInt32 {
    UInt32(max(0, min(255, (value + Int32(one / 2)) >> 14)))
  }
}
