/// GIF files in a row: blocks, of which the trailer is the last (GIF89a specification).
struct GIFWalk: Walk {
  private enum Place {
    case start, header, blocks, introducer, imageDescriptor, codeSize, subBlocks, subBlock
  }

  private var place = Place.start

  mutating func next(_ field: [UInt8]) throws(StreamError) -> Step {
    switch place {
    case .start: return go(.header, .field(13))
    case .header:
      guard field.starts(with: "GIF8".utf8) else {
        throw .garbage(offset: 0, expected: "a GIF file")
      }
      return go(.blocks, .pass(Self.tableByteCount(field[10])))
    case .blocks: return go(.introducer, .field(1))
    case .introducer: return try take(introducer: field[0])
    case .imageDescriptor: return go(.codeSize, .pass(Self.tableByteCount(field[8])))
    case .codeSize: return go(.subBlocks, .pass(1))
    case .subBlocks: return go(.subBlock, .field(1))
    case .subBlock:
      return field[0] == 0 ? go(.introducer, .field(1)) : go(.subBlocks, .pass(Int(field[0])))
    }
  }

  private mutating func take(introducer: UInt8) throws(StreamError) -> Step {
    switch introducer {
    case 0x2C: return go(.imageDescriptor, .field(9))
    case 0x21: return go(.subBlocks, .pass(1))  // its label
    case 0x3B: return go(.start, .end)
    default: throw .badHeader(offset: 0, what: "a block of type \(introducer)")
    }
  }

  private mutating func go(_ place: Place, _ step: Step) -> Step {
    self.place = place
    return step
  }

  /// What a color table takes, by the packed field that announces it.
  private static func tableByteCount(_ packed: UInt8) -> Int {
    packed & 0x80 == 0 ? 0 : 3 << (Int(packed & 7) + 1)
  }
}
