/// Pixels on their way through a `ColorLattice`, so many at once: where they are in it is
/// worked out for eight at a time, and what is there is read for one after the other. Each
/// becomes what it does alone.
@safe struct LatticeRun {
  private typealias Numbers = SIMD8<UInt16>

  /// Pixels of a run.
  static let length = 64
  /// How many numbers of 16 bits have to be kept between the two steps.
  static let numberCount = length * Row.allCases.count

  /// What is kept of each pixel: three of the four points around it, of which the last follows from
  /// the first, and what each of them counts, of all parts.
  private enum Row: Int, CaseIterable {
    case start, second, third, shareOfStart, shareOfSecond, shareOfThird, shareOfEnd
  }

  private let numbers: UnsafeMutablePointer<UInt16>

  /// - Parameter numbers: room for `numberCount` of them, for as long as this lives.
  init(_ numbers: UnsafeMutablePointer<UInt16>) { unsafe self.numbers = unsafe numbers }

  /// Whether it is quicker than one pixel after the other, of which each that is the same as the
  /// one before costs next to nothing.
  ///
  /// - Parameter row: a run, and one pixel more.
  @inline(__always)
  static func isWorthwhile(_ row: UnsafePointer<UInt32>) -> Bool {
    var same = SIMD8<UInt32>()
    var x = 0
    while x < length {
      let pixels = unsafe UnsafeRawPointer(row + x).loadUnaligned(as: SIMD8<UInt32>.self)
      let next = unsafe UnsafeRawPointer(row + x + 1).loadUnaligned(as: SIMD8<UInt32>.self)
      same &+= SIMD8<UInt32>().replacing(with: 1, where: pixels .== next)
      x &+= 8
    }
    return same.wrappedSum() < UInt32(length * 5 / 8)
  }

  /// Converts a run.
  @inline(__always)
  func convert(
    _ row: UnsafePointer<UInt32>, _ output: UnsafeMutablePointer<UInt32>,
    _ points: UnsafePointer<UInt64>
  ) {
    var x = 0
    while x < Self.length {
      unsafe locate(UnsafeRawPointer(row + x).loadUnaligned(as: SIMD8<UInt32>.self), at: x)
      x &+= 8
    }
    x = 0
    while x < Self.length {
      let sums = unsafe SIMD2(sum(x, points), sum(x &+ 1, points))
      let numbers = unsafe unsafeBitCast(sums, to: Numbers.self) &>> 8
      unsafe UnsafeMutableRawPointer(output + x).storeBytes(
        of: SIMD8<UInt8>(truncatingIfNeeded: numbers), as: SIMD8<UInt8>.self)
      x &+= 2
    }
  }

  /// The four numbers of a color, as `ColorLattice` keeps them, times all parts.
  @inline(__always)
  private func sum(_ x: Int, _ points: UnsafePointer<UInt64>) -> UInt64 {
    let start = unsafe points + Int(number(.start, x))
    var sum = unsafe start[0] &* UInt64(number(.shareOfStart, x))
    unsafe sum &+= points[Int(number(.second, x))] &* UInt64(number(.shareOfSecond, x))
    unsafe sum &+= points[Int(number(.third, x))] &* UInt64(number(.shareOfThird, x))
    unsafe sum &+= start[ColorLattice.diagonal] &* UInt64(number(.shareOfEnd, x))
    return sum
  }

  @inline(__always)
  private func number(_ row: Row, _ x: Int) -> UInt16 {
    unsafe numbers[row.rawValue &* Self.length &+ x]
  }

  @inline(__always)
  private func keep(_ row: Row, _ eight: Numbers, at x: Int) {
    unsafe UnsafeMutableRawPointer(numbers + (row.rawValue &* Self.length &+ x))
      .storeBytes(of: eight, as: Numbers.self)
  }

  /// Works out where eight pixels are: as for one, the way leads along that color first which is
  /// farthest on its way.
  @inline(__always)
  private func locate(_ pixels: SIMD8<UInt32>, at x: Int) {
    let halves = unsafe unsafeBitCast(pixels, to: SIMD16<UInt16>.self)
    let (even, odd) = (halves.evenHalf, halves.oddHalf)
    let (blue, green, red) = (Place(even & 0xFF), Place(even &>> 8), Place(odd & 0xFF))
    let side = UInt16(ColorLattice.side)
    let start = red.index &* (side * side) &+ green.index &* side &+ blue.index
    let (a, b, c) = (blue.key(0), green.key(1), red.key(2))
    let (high, low) = (larger(a, b), smaller(a, b))
    let (first, rest) = (larger(high, c), smaller(high, c))
    let (second, third) = (larger(low, rest), smaller(low, rest))
    let point = start &+ Place.step(along: first)
    keep(.start, start, at: x)
    keep(.second, point, at: x)
    keep(.third, point &+ Place.step(along: second), at: x)
    let (f, s, t) = (first &>> 2, second &>> 2, third &>> 2)
    keep(.shareOfStart, UInt16(ColorLattice.parts) &- f, at: x)
    keep(.shareOfSecond, f &- s, at: x)
    keep(.shareOfThird, s &- t, at: x)
    keep(.shareOfEnd, t, at: x)
  }

  /// Where eight bytes of a color are along it.
  private struct Place {
    /// The points below.
    let index: Numbers
    /// How far they are from these to the next.
    let part: Numbers

    @inline(__always)
    init(_ bytes: Numbers) {
      // 2,048 parts for 255, rounded: 64 from one point to the next.
      let place = bytes &<< 3 &+ (bytes &<< 3 &+ 128) &>> 8
      index = smaller(place &>> 6, Numbers(repeating: UInt16(ColorLattice.side - 2)))
      part = place &- index &<< 6
    }

    /// The parts, and in two bits below them the color: 0 for blue, 1 for green, 2 for red.
    @inline(__always)
    func key(_ color: UInt16) -> Numbers { part &<< 2 | color }

    /// To the next point along the color of each key: 1, the side, or its square.
    @inline(__always)
    static func step(along keys: Numbers) -> Numbers {
      let side = UInt16(ColorLattice.side)
      return (keys & 1) &* (side - 1) &+ (keys &>> 1 & 1) &* (side * side - 1) &+ 1
    }
  }
}

/// The smaller of two numbers below 32,768 each, for which processors have an instruction.
@inline(__always)
private func smaller(_ a: SIMD8<UInt16>, _ b: SIMD8<UInt16>) -> SIMD8<UInt16> {
  let (a, b) = (SIMD8<Int16>(truncatingIfNeeded: a), SIMD8<Int16>(truncatingIfNeeded: b))
  return SIMD8(truncatingIfNeeded: a.replacing(with: b, where: b .< a))
}

/// The larger of them.
@inline(__always)
private func larger(_ a: SIMD8<UInt16>, _ b: SIMD8<UInt16>) -> SIMD8<UInt16> {
  let (a, b) = (SIMD8<Int16>(truncatingIfNeeded: a), SIMD8<Int16>(truncatingIfNeeded: b))
  return SIMD8(truncatingIfNeeded: a.replacing(with: b, where: b .> a))
}
