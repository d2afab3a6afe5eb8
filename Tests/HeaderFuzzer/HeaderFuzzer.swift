import ChannelBridge
import FrameStreams
import PlainJSON
import ShmChannel
import ShmShow

/// What every reader does with bytes that another process wrote, or a stranger, and what must hold
/// then.
enum HeaderFuzzer {
  /// What the bytes behind an input's first one are taken for: its remainder says, but that 255 is
  /// the payload of a `meta`, which came later.
  enum Kind: UInt8, CaseIterable {
    case frame, control, viewer, showPage, showRecord, stream, meta
  }

  private static let remainders = UInt8(Kind.allCases.count - 1)

  /// None without a first byte.
  static func kind(of input: [UInt8]) -> Kind? {
    input.first.flatMap { $0 == .max ? .meta : Kind(rawValue: $0 % remainders) }
  }

  /// Tries one input, and tells whether a reader would take it; a trap where a promise is broken.
  static func check(_ input: [UInt8]) -> Bool {
    let bytes = Array(input.dropFirst())
    switch kind(of: input) {
    case nil: return false
    case .frame: return checkFrame(bytes)
    case .control: return checkControl(bytes)
    case .viewer: return checkViewer(bytes)
    case .showPage: return checkShowPage(bytes)
    case .showRecord: return checkShowRecord(bytes)
    case .stream: return StreamCheck.check(bytes)
    case .meta: return checkMeta(bytes)
    }
  }

  /// The first eight bytes are the size of the frame's file.
  private static func checkFrame(_ bytes: [UInt8]) -> Bool {
    let number = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let header = Array(bytes.dropFirst(8))
    let fileByteCount = Int(number & UInt64(Int.max))
    do throws(ChannelError) {
      let info = try FrameHeader.decode(header, fileByteCount: fileByteCount, path: "frame-1")
      let sides = 1...FrameInfo.maximumSide
      precondition(sides.contains(info.width) && sides.contains(info.height))
      let (format, layout) = (info.format, info.layout)
      precondition(info.rowStride % format.sample.byteCount == 0)
      precondition(info.rowStride >= info.width * format.columnByteCount)
      precondition(layout.byteCount == info.rowStride * info.height * format.planeCount)
      precondition(layout.byteCount <= fileByteCount - FrameInfo.pixelOffset)
      precondition(PixelFormat(named: format.name) == format)
      checkText(info.title, byteCount: Title.maximumByteCount)
      let (range, details) = (info.range, info.caption.details)
      precondition(range.low.isFinite && range.high.isFinite && range.low != range.high)
      precondition(details.utf8.count <= Title.maximumByteCount)
      for line in details.split(separator: "\n") {
        checkText(String(line), byteCount: Title.maximumByteCount)
      }
      // What was understood is understood again.
      let again = try FrameHeader.decode(
        FrameHeader.encode(info), fileByteCount: fileByteCount, path: "frame-1")
      precondition(again == info, "\(again) is not \(info)")
      return true
    } catch {
      checkText(error.description, byteCount: 4096)
      return false
    }
  }

  private static func checkControl(_ bytes: [UInt8]) -> Bool {
    do throws(ChannelError) {
      _ = try ControlFile.channelID(in: bytes, path: "control")
      precondition(bytes.count == 64)
      return true
    } catch {
      checkText(error.description, byteCount: 4096)
      return false
    }
  }

  private static func checkViewer(_ bytes: [UInt8]) -> Bool {
    guard let record = ViewerRecord(bytes) else { return false }
    checkText(record.name, byteCount: 64)
    precondition(ViewerRecord(record.bytes) == record)
    return true
  }

  /// With a checksum that is right: no mutation would find it.
  private static func checkShowPage(_ bytes: [UInt8]) -> Bool {
    let length = ShowPage.Offset.checksum
    var page = Array(bytes.prefix(length))
    page += [UInt8](repeating: 0, count: length - page.count)
    let sum = checksum(page[...])
    page += (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) }
    guard let show = ShowPage(page) else { return false }
    checkText(show.status.directory, byteCount: 1024)
    checkText(show.status.note, byteCount: 1024)
    guard ShowPage(show.bytes) == show else {
      preconditionFailure("\(show) is not read as it was written")
    }
    return true
  }

  private static func checkShowRecord(_ bytes: [UInt8]) -> Bool {
    switch ShowRecord.decode(bytes[...]) {
    case .command(let command, let byteCount):
      precondition((12...min(bytes.count, 8192)).contains(byteCount))
      guard let record = ShowRecord.encode(command),
        case .command(command, byteCount: record.count) = ShowRecord.decode(record[...])
      else { preconditionFailure("\(command) is not read as it was written") }
      return true
    case .unknown(let byteCount):
      precondition((12...min(bytes.count, 8192)).contains(byteCount))
      return true
    case .incomplete, .garbage: return false
    }
  }

  private static func checkMeta(_ bytes: [UInt8]) -> Bool {
    _ = try? JSONReader.read(bytes)
    do throws(PictureMeta.Problem) {
      let meta = try PictureMeta(json: bytes)
      precondition((1...268_435_455).contains(meta.byteCount))
      precondition((1...65_535).contains(meta.width) && (1...65_535).contains(meta.height))
      checkText(meta.title, byteCount: Title.maximumByteCount)
      guard let again = try? PictureMeta(json: Array(meta.json.utf8)), again == meta else {
        preconditionFailure("\(meta) is not read as it was written")
      }
      return true
    } catch {
      checkText(error.description, byteCount: 4096)
      return false
    }
  }

  private static func checkText(_ text: String, byteCount: Int) {
    precondition(text.utf8.count <= byteCount, "\(text.utf8.count) bytes of text")
    for scalar in text.unicodeScalars {
      precondition(scalar.properties.generalCategory != .control, "a control character in text")
    }
  }
}

#if FUZZING
  import Glibc

  /// Whether inputs of `meta` alone are tried.
  private let isOfMetaAlone = getenv("SHMVIEW_FUZZ_META") != nil

  /// libFuzzer's entry: any input at all; -1 for one that is not to be kept.
  @c public func LLVMFuzzerTestOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    if isOfMetaAlone, HeaderFuzzer.kind(of: input) != .meta { return -1 }
    _ = HeaderFuzzer.check(input)
    return 0
  }
#endif
