/// A second picture behind a first one, in a source that was read to its end: for types whose
/// pictures say nowhere in front how long they are.
///
/// It is not found behind a JPEG XL file without boxes, a TGA file without a footer, a camera's raw
/// file, and a TIFF of very many directories: only who decodes the first two knows where they end,
/// and raw files point to more than is read of them.
package enum SecondPicture {
  /// - Parameter bytes: all of the source, which begins with a picture.
  package static func follows(in bytes: UnsafeRawBufferPointer) -> Bool {
    let file = unsafe FileBytes(bytes)
    return switch ImageType(file) {
    case .tiff: begins(behindTIFF: file)
    case .pnm: begins(behindPlainPNM: file)
    case .svg: begins(behindSVG: file)
    case .ico: begins(behindICO: file)
    case .tga: begins(behindTGA: file)
    default: false
    }
  }

  /// What programs fill up with, or end a file with.
  private static func isPadding(_ byte: UInt8) -> Bool { byte == 0 || FileBytes.isSpace(byte) }

  /// Any picture but those that a few bytes of another file could be.
  private static func begins(_ rest: FileBytes) -> Bool {
    let start = unsafe rest.raw.firstIndex { !isPadding($0) } ?? rest.count
    switch ImageType(rest.dropping(start)) {
    case nil, .tga, .ico: return false
    default: return true
    }
  }

  private static func begins(behindTIFF file: FileBytes) -> Bool {
    // The type was told by the first bytes, and the directories of a raw file may be far behind.
    guard !TIFFPages.isRaw(file), let end = TIFFDirectory(file)?.fileEnd else { return false }
    return begins(file.dropping(end))
  }

  /// Plain files have numbers and comments alone.
  private static func begins(behindPlainPNM file: FileBytes) -> Bool {
    guard let kind = file[1], (UInt8(ascii: "1")...UInt8(ascii: "3")).contains(kind) else {
      return false
    }
    var isComment = false
    for offset in 2..<file.count {
      switch file[offset] {
      case UInt8(ascii: "#"): isComment = true
      case UInt8(ascii: "\n"): isComment = false
      case UInt8(ascii: "P") where !isComment: return begins(file.dropping(offset))
      default: break
      }
    }
    return false
  }

  /// Behind the end of the root element, if all others of its name end as well.
  private static func begins(behindSVG file: FileBytes) -> Bool {
    let (start, end) = (Array("<svg".utf8), Array("</svg".utf8))
    var depth = 0
    var offset = 0
    while let found = unsafe file.raw[offset...].firstIndex(of: UInt8(ascii: "<")) {
      offset = found + 1
      if file.has(start, at: found) {
        depth += 1
      } else if file.has(end, at: found) {
        depth -= 1
        guard depth <= 0 else { continue }
        let close = unsafe file.raw[found...].firstIndex(of: UInt8(ascii: ">")) ?? file.count
        return begins(file.dropping(close + 1))
      }
    }
    return false
  }

  private static func begins(behindICO file: FileBytes) -> Bool {
    var end = 0
    for index in 0..<(file.u16(4, .little) ?? 0) {
      let entry = 6 + index * 16
      guard let size = file.u32(entry + 8, .little), let offset = file.u32(entry + 12, .little)
      else {
        return false
      }
      end = max(end, offset + size)
    }
    let rest = file.dropping(end)
    return ImageType(rest) == .ico || begins(rest)
  }

  /// Behind a footer (Truevision TGA File Format Specification 2.0, page 19), which ends the file.
  private static func begins(behindTGA file: FileBytes) -> Bool {
    let signature = Array("TRUEVISION-XFILE.\0".utf8)
    var offset = 0
    while let found = unsafe file.raw[offset...].firstIndex(of: signature[0]) {
      offset = found + 1
      if file.has(signature, at: found) {
        let rest = file.dropping(found + signature.count)
        return TGAHeader(rest) != nil || begins(rest)
      }
    }
    return false
  }
}
