/// A second picture behind a first one, in a source that was read to its end: for types whose
/// pictures say nowhere in front how long they are.
///
/// It is not found behind a camera's raw file, which points to more than is read of it, and behind
/// a TIFF of very many directories.
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
    case .jpegXL: begins(behindJPEGXL: file)
    default: false
    }
  }

  /// Whether a picture begins with the bytes, after padding or none: any but those of types that a
  /// few bytes of another file could be, TGA and ICO.
  package static func begins(in bytes: UnsafeRawBufferPointer) -> Bool {
    unsafe begins(FileBytes(bytes))
  }

  /// What programs fill up with, or end a file with.
  private static func isPadding(_ byte: UInt8) -> Bool { byte == 0 || FileBytes.isSpace(byte) }

  /// Bytes that a picture may begin with and that look like padding: its first box's size.
  private static let sizeByteCount = 4

  private static func begins(_ rest: FileBytes) -> Bool {
    let start = unsafe rest.raw.firstIndex { !isPadding($0) } ?? rest.count
    return (max(0, start - sizeByteCount)...start).contains { offset in
      switch ImageType(rest.dropping(offset)) {
      case nil, .tga, .ico: false
      default: true
      }
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

  /// Behind its pixels, or behind its footer where it has one.
  private static func begins(behindTGA file: FileBytes) -> Bool {
    guard let header = TGAHeader(file), let end = TGAPackets.end(of: file, header) else {
      return false
    }
    let footer = TGAFooter(in: file, from: end)
    if let footer, footer.belongs(to: file, pixelEnd: end) {
      return beginsAnyTGA(file.dropping(footer.end))
    }
    return beginsAnyTGA(file.dropping(end))
      || footer.map { beginsAnyTGA(file.dropping($0.end)) } ?? false
  }

  private static func beginsAnyTGA(_ rest: FileBytes) -> Bool {
    TGAHeader(rest) != nil || begins(rest)
  }

  /// Behind a codestream without boxes; those are looked at one by one as they come.
  private static func begins(behindJPEGXL file: FileBytes) -> Bool {
    guard file.has(JPEGXLFile.codestreamMark), let end = JPEGXLFile.codestreamEnd(of: file) else {
      return false
    }
    return begins(file.dropping(end))
  }
}
