/// A chunk of a PNG file (PNG specification 5.3): length, type, data and checksum.
package struct PNGChunk {
  private let type: String
  private let data: [UInt8]

  package init(_ type: String, _ data: [UInt8]) {
    (self.type, self.data) = (type, data)
  }

  package func append(to file: inout [UInt8]) {
    file += Picture.bigEndian(data.count)
    let start = file.count
    file += Array(type.utf8) + data
    file += Picture.bigEndian(Int(Self.checksum(file[start...])))
  }

  /// CRC-32 (PNG specification, annex D).
  package static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.withUnsafeBufferPointer { bytes in
      bytes.reduce(UInt32.max) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    }
  }

  private static let table: [UInt32] = (0..<256).map { number in
    (0..<8).reduce(UInt32(number)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
    }
  }
}

/// A zlib stream (RFC 1950) of blocks that are not compressed (RFC 1951, 3.2.4).
enum Zlib {
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    stream.reserveCapacity(bytes.count + bytes.count / 8192 + 16)
    var offset = 0
    repeat {
      let end = min(bytes.count, offset + 65_535)
      let (count, isLast) = (UInt16(end - offset), end == bytes.count)
      stream.append(isLast ? 1 : 0)
      for number in [count, ~count] {
        stream += [UInt8(truncatingIfNeeded: number), UInt8(number >> 8)]
      }
      stream += bytes[offset..<end]
      offset = end
    } while offset < bytes.count
    return stream + Picture.bigEndian(Int(adler32(bytes)))
  }

  private static func adler32(_ bytes: [UInt8]) -> UInt32 {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return b << 16 | a
  }
}
