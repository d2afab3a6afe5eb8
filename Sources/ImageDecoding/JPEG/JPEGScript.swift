private import Glibc

/// The scans of a progressive file in which everything is as the standard has it (ITU T.81, G), and
/// where they stand.
struct JPEGScript: Equatable {
  struct Scan: Equatable {
    /// Of the frame's, by their order there.
    var components: [Int]
    /// The coefficients that it has bits of: 0 alone, or some of the others.
    var band: ClosedRange<Int>
    /// How many segments of Huffman tables stand in front of it.
    var tableCount: Int
    /// How many blocks it goes through.
    var blockCount: Int
    /// Its header and its data.
    var bytes: Range<Int>

    /// Whether both may write the same coefficients, so that their order counts.
    func overlaps(_ other: Scan) -> Bool {
      reach.overlaps(other.reach) && components.contains { other.components.contains($0) }
    }

    /// The coefficients that libjpeg writes: in damaged data a run of up to 15 zeros may end behind
    /// the band (jdphuff.c).
    private var reach: ClosedRange<Int> {
      band.lowerBound...(band == 0...0 ? 0 : min(63, band.upperBound + 15))
    }
  }

  /// Few enough that reading some twice costs little; usual are ten.
  private static let mostScans = 64
  /// Bytes of all segments of Huffman tables, which are read again for each scan; usual are 500.
  private static let mostTableBytes = 1 << 14

  private(set) var scans: [Scan] = []
  /// What stands in front of the first scan.
  private var head = 0..<0
  private var tables: [Range<Int>] = []
  private var endMark = 0..<0

  /// Nil of another file, and where anything is unusual.
  init?(_ file: FileBytes) {
    guard file.has([0xFF, 0xD8]) else { return nil }
    var reading = Reading()
    var offset = 2
    while file[offset] == 0xFF, let marker = file[offset + 1] {
      if marker == 0xD9 {
        guard reading.isComplete else { return nil }
        endMark = offset..<offset + 2
        return
      }
      guard let length = file.u16(offset + 2, .big), length >= 2,
        let segment = file.part(from: offset + 4, count: length - 2)
      else { return nil }
      let end = offset + 2 + length
      switch marker {
      case 0xC2:
        guard reading.takeFrame(segment) else { return nil }
      case 0xC4:
        guard reading.takeTables(segment) else { return nil }
        tables.append(offset..<end)
        guard tables.reduce(0, { $0 + $1.count }) <= Self.mostTableBytes else { return nil }
      case 0xDA:
        guard var scan = reading.takeScan(segment), scans.count < Self.mostScans,
          let dataEnd = Self.dataEnd(file, from: end)
        else { return nil }
        if scans.isEmpty { head = 0..<offset }
        scan.bytes = offset..<dataEnd
        scan.tableCount = tables.count
        scans.append(scan)
        offset = dataEnd
        continue
      // Quantization tables and restart intervals count for what comes behind them.
      case 0xDB, 0xDD:
        guard scans.isEmpty else { return nil }
      case 0xE0...0xEF, 0xFE: break
      default: return nil
      }
      offset = end
    }
    return nil
  }

  /// The file with these scans alone, in that order; each has the tables that it has in the file.
  ///
  /// - Parameter numbers: at least one.
  func pieces(scans numbers: [Int]) -> [Range<Int>] {
    var pieces = [head]
    for number in numbers {
      let scan = scans[number]
      for piece in tables.prefix(scan.tableCount) + [scan.bytes] {
        if let last = pieces.last, last.upperBound == piece.lowerBound {
          pieces[pieces.count - 1] = last.lowerBound..<piece.upperBound
        } else {
          pieces.append(piece)
        }
      }
    }
    return pieces + [endMark]
  }

  /// The first marker from there on that is none of a scan's own.
  private static func dataEnd(_ file: FileBytes, from start: Int) -> Int? {
    var offset = start
    while offset < file.count {
      let rest = unsafe file.raw[offset...]
      guard let base = unsafe UnsafeRawBufferPointer(rebasing: rest).baseAddress,
        let found = unsafe memchr(base, 0xFF, rest.count)
      else { return nil }
      offset += unsafe UnsafeRawPointer(found) - base
      guard let code = file[offset + 1] else { return nil }
      if code != 0, !(0xD0...0xD7).contains(code) { return offset }
      offset += 2
    }
    return nil
  }
}

/// What the segments so far have said.
private struct Reading {
  private struct Component {
    var identifier: UInt8
    var blockCount: Int
    /// How many bits of each coefficient are still to come; nil: all of them.
    var missing = [Int?](repeating: nil, count: 64)
  }

  private var components: [Component] = []
  /// Those that have been defined, as `T.81, B.2.4.2` numbers them: of AC from 16 on.
  private var tables: Set<UInt8> = []

  /// Whether each coefficient has come with all its bits.
  var isComplete: Bool {
    !components.isEmpty && components.allSatisfy { $0.missing.allSatisfy { $0 == 0 } }
  }

  /// B.2.2; false where it is not the first, or is unusual.
  mutating func takeFrame(_ segment: FileBytes) -> Bool {
    guard components.isEmpty, segment[0] == 8, let height = segment.u16(1, .big), height > 0,
      let width = segment.u16(3, .big), width > 0, let count = segment[5], (1...4).contains(count),
      segment.count == 6 + 3 * Int(count)
    else { return false }
    let each = (0..<Int(count)).compactMap { number -> (identifier: UInt8, h: Int, v: Int)? in
      guard let identifier = segment[6 + 3 * number], let factors = segment[7 + 3 * number]
      else { return nil }
      return (identifier, Int(factors >> 4), Int(factors & 15))
    }
    let (mostH, mostV) = (each.map(\.h).max() ?? 0, each.map(\.v).max() ?? 0)
    guard each.allSatisfy({ (1...4).contains($0.h) && (1...4).contains($0.v) }),
      Set(each.map(\.identifier)).count == each.count
    else { return false }
    components = each.map {
      let columns = (width * $0.h + 8 * mostH - 1) / (8 * mostH)
      let rows = (height * $0.v + 8 * mostV - 1) / (8 * mostV)
      return Component(identifier: $0.identifier, blockCount: columns * rows)
    }
    return true
  }

  /// B.2.4.2.
  mutating func takeTables(_ segment: FileBytes) -> Bool {
    var offset = 0
    while offset < segment.count {
      guard let number = segment[offset], number & 0xEF < 4,
        let counts = segment.part(from: offset + 1, count: 16)
      else { return false }
      tables.insert(number)
      offset += 17 + (0..<16).reduce(0) { $0 + Int(counts[$1] ?? 0) }
    }
    return offset == segment.count
  }

  /// B.2.3 and G.1.1.1; nil where it has not the tables it needs, or bits that are not the next
  /// ones.
  ///
  /// - Returns: a scan without its place in the file.
  mutating func takeScan(_ segment: FileBytes) -> JPEGScript.Scan? {
    guard let count = segment[0].map(Int.init), (1...4).contains(count),
      segment.count == 4 + 2 * count, let first = segment[1 + 2 * count],
      let last = segment[2 + 2 * count], let bits = segment[3 + 2 * count]
    else { return nil }
    let (had, left) = (Int(bits >> 4), Int(bits & 15))
    guard first <= last, last < 64, first == 0 ? last == 0 : count == 1, left <= 13,
      had == 0 || had == left + 1
    else { return nil }
    var numbers: [Int] = []
    for place in 0..<count {
      guard let table = segment[2 + 2 * place],
        let number = components.firstIndex(where: { $0.identifier == segment[1 + 2 * place] }),
        !numbers.contains(number), first == 0 || components[number].missing[0] != nil,
        first == 0 ? had > 0 || tables.contains(table >> 4) : tables.contains(16 | table & 15)
      else { return nil }
      for coefficient in Int(first)...Int(last) {
        guard components[number].missing[coefficient] == (had == 0 ? nil : had) else { return nil }
        components[number].missing[coefficient] = left
      }
      numbers.append(number)
    }
    return JPEGScript.Scan(
      components: numbers, band: Int(first)...Int(last), tableCount: 0,
      blockCount: numbers.reduce(0) { $0 + components[$1].blockCount }, bytes: 0..<0)
  }
}
