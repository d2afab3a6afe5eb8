/// A DNG of a sensor of red, green, green and blue (Adobe's DNG specification, 1.4): red to the left,
/// blue to the right; with a JPEG preview or without. Or the same as makers have it in files of their
/// own: a TIFF without a word of DNG, which LibRaw knows by the maker's name.
struct DNGFile {
  let width: Int
  let height: Int
  /// EXIF's number.
  var orientation = 1
  var preview: [UInt8] = []
  /// Whose file it is, and of which camera; nil for a DNG.
  var maker: (name: String, camera: String)?

  /// TIFF's types, page 15.
  private enum Value {
    case bytes([UInt8])
    case text(String)
    case shorts([Int])
    case longs([Int])
    case fractions([Int], isSigned: Bool)

    var type: Int {
      switch self {
      case .bytes: 1
      case .text: 2
      case .shorts: 3
      case .longs: 4
      case .fractions(_, let isSigned): isSigned ? 10 : 5
      }
    }

    var count: Int {
      switch self {
      case .bytes(let bytes): bytes.count
      case .text(let text): text.utf8.count + 1
      case .shorts(let numbers), .longs(let numbers), .fractions(let numbers, _): numbers.count
      }
    }

    var data: [UInt8] {
      var writer = ByteWriter()
      switch self {
      case .bytes(let bytes): writer.raw(bytes)
      case .text(let text): writer.text(text + "\0")
      case .shorts(let numbers): for number in numbers { writer.u16(number) }
      case .longs(let numbers): for number in numbers { writer.u32(number) }
      case .fractions(let numbers, _): for number in numbers { writer.u32(number, 1) }
      }
      return writer.bytes
    }
  }

  /// The file: directories in front, then the preview, and the sensor's samples at its end.
  var bytes: [UInt8] {
    let size = directories(children: 0, preview: 0, samples: 0)
    let children = 8 + size.first.count
    let start = children + size.child.count
    let made = directories(
      children: children, preview: start, samples: start + preview.count + preview.count % 2)
    var writer = ByteWriter()
    writer.text("II")
    writer.u16(42)
    writer.u32(8)
    return writer.bytes + made.first + made.child + preview
      + [UInt8](repeating: 0, count: preview.count % 2) + samples
  }

  private var samples: [UInt8] {
    var writer = ByteWriter()
    for y in 0..<height {
      for x in 0..<width {
        let colours = x < width / 2 ? [4000, 1000, 500] : [500, 1000, 4000]
        writer.u16(colours[y % 2 + x % 2])
      }
    }
    return writer.bytes
  }

  private func directories(
    children: Int, preview place: Int, samples: Int
  ) -> (first: [UInt8], child: [UInt8]) {
    var first: [(Int, Value)] = [
      (254, .longs([0])), (256, .longs([width])), (257, .longs([height])), (258, .shorts([16])),
      (259, .shorts([1])), (262, .shorts([32_803])), (271, .text(maker?.name ?? "Acme")),
      (272, .text(maker?.camera ?? "Model")), (273, .longs([samples])),
      (274, .shorts([orientation])), (277, .shorts([1])), (278, .longs([height])),
      (279, .longs([width * height * 2])), (33_421, .shorts([2, 2])),
      (33_422, .bytes([0, 1, 1, 2])), (50_706, .bytes([1, 4, 0, 0])), (50_708, .text("Acme Model")),
      (50_714, .shorts([0])), (50_717, .longs([4095])),
      (50_721, .fractions([3, 0, 0, 0, 1, 0, 0, 0, 1], isSigned: true)),
      (50_728, .fractions([1, 1, 1], isSigned: false)), (50_778, .shorts([21])),
    ]
    if maker != nil { first.removeAll { $0.0 >= 50_706 } }
    if preview.isEmpty { return (Self.directory(first, at: 8), []) }
    first.insert((330, .longs([children])), at: 13)
    let child: [(Int, Value)] = [
      (254, .longs([1])), (256, .longs([width])), (257, .longs([height])),
      (258, .shorts([8, 8, 8])), (259, .shorts([7])), (262, .shorts([6])), (273, .longs([place])),
      (277, .shorts([3])), (278, .longs([height])), (279, .longs([preview.count])),
    ]
    return (Self.directory(first, at: 8), Self.directory(child, at: children))
  }

  /// A directory, and behind it what its entries have no room for.
  private static func directory(_ entries: [(Int, Value)], at start: Int) -> [UInt8] {
    var (head, data) = (ByteWriter(), ByteWriter())
    head.u16(entries.count)
    let dataStart = start + 2 + entries.count * 12 + 4
    for (tag, value) in entries {
      head.u16(tag, value.type)
      head.u32(value.count)
      let bytes = value.data
      if bytes.count <= 4 {
        head.raw(bytes + [UInt8](repeating: 0, count: 4 - bytes.count))
      } else {
        head.u32(dataStart + data.bytes.count)
        data.raw(bytes + [UInt8](repeating: 0, count: bytes.count % 2))
      }
    }
    head.u32(0)
    return head.bytes + data.bytes
  }
}
