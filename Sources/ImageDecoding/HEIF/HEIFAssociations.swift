/// Which properties the primary picture has (`pitm` and `ipma`, ISO 23008-12, 9.3).
struct HEIFAssociations {
  /// Counted from 1; none where the boxes say nothing that can be read.
  private let numbers: [Int]

  /// - Parameter meta: the content of the `meta` box.
  init(_ meta: FileBytes, of type: ImageType) {
    let boxes = try? ISOBoxes(meta.dropping(4), of: type)
    let properties = boxes?.first("iprp").flatMap { try? ISOBoxes($0, of: type) }
    let primary = boxes?.first("pitm").flatMap { box in
      box[0] == 0 ? box.u16(4, .big) : box.u32(4, .big)
    }
    let tables = properties?.all.filter { $0.kind == "ipma" } ?? []
    numbers = tables.lazy.compactMap { Self.numbers(of: primary, in: $0.content) }.first ?? []
  }

  /// The properties, in their order, of all that the file has.
  func properties(among all: [ISOBoxes.Box]) -> [ISOBoxes.Box] {
    numbers.filter { (1...max(1, all.count)).contains($0) && !all.isEmpty }.map { all[$0 - 1] }
  }

  private static func numbers(of item: Int?, in table: FileBytes) -> [Int]? {
    guard let item, let version = table[0], let flags = table[3], let count = table.u32(4, .big)
    else { return nil }
    let (idSize, isWide) = (version == 0 ? 2 : 4, flags & 1 == 1)
    var offset = 8
    for _ in 0..<count {
      guard let id = idSize == 2 ? table.u16(offset, .big) : table.u32(offset, .big),
        let associationCount = table[offset + idSize].map(Int.init)
      else { return nil }
      let (start, size) = (offset + idSize + 1, isWide ? 2 : 1)
      if id == item {
        // The highest bit says that readers must know the property.
        return (0..<associationCount).compactMap { index in
          isWide
            ? table.u16(start + index * 2, .big).map { $0 & 0x7FFF }
            : table[start + index].map { Int($0 & 0x7F) }
        }
      }
      offset = start + associationCount * size
    }
    return nil
  }
}
