import ShmChannel

/// What every reader does with bytes that another process wrote, and what must hold then.
enum HeaderFuzzer {
  /// Tries one input: the first byte says what the rest is taken for.
  static func check(_ input: [UInt8]) {
    guard let kind = input.first else { return }
    let bytes = Array(input.dropFirst())
    switch kind % 5 {
    case 0: checkFrame(bytes)
    case 1: checkControl(bytes)
    case 2: checkViewer(bytes)
    case 3: checkShowPage(bytes)
    default: checkShowRecord(bytes)
    }
  }

  /// The first eight bytes are the size of the frame's file.
  private static func checkFrame(_ bytes: [UInt8]) {
    let number = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let header = Array(bytes.dropFirst(8))
    let fileByteCount = Int(number & UInt64(Int.max))
    do throws(ChannelError) {
      let info = try FrameHeader.decode(header, fileByteCount: fileByteCount, path: "frame-1")
      let sides = 1...FrameInfo.maximumSide
      precondition(sides.contains(info.width) && sides.contains(info.height))
      precondition(info.rowStride % 4 == 0 && info.rowStride >= info.width * 4)
      precondition(info.rowStride * info.height <= fileByteCount - FrameInfo.pixelOffset)
      checkText(info.title, byteCount: Title.maximumByteCount)
      // What was understood is understood again.
      let again = try FrameHeader.decode(
        FrameHeader.encode(info), fileByteCount: fileByteCount, path: "frame-1")
      precondition(again == info, "\(again) is not \(info)")
    } catch {
      checkText(error.description, byteCount: 4096)
    }
  }

  private static func checkControl(_ bytes: [UInt8]) {
    do throws(ChannelError) {
      _ = try ControlFile.channelID(in: bytes, path: "control")
      precondition(bytes.count == 64)
    } catch {
      checkText(error.description, byteCount: 4096)
    }
  }

  private static func checkViewer(_ bytes: [UInt8]) {
    guard let record = ViewerRecord(bytes) else { return }
    checkText(record.name, byteCount: 64)
    precondition(ViewerRecord(record.bytes) == record)
  }

  /// With a checksum that is right: no mutation would find it.
  private static func checkShowPage(_ bytes: [UInt8]) {
    let length = ShowPage.Offset.checksum
    var page = Array(bytes.prefix(length))
    page += [UInt8](repeating: 0, count: length - page.count)
    let sum = checksum(page[...])
    page += (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) }
    guard case .page(let show) = ShowPage.decode(page) else { return }
    checkText(show.status.directory, byteCount: 1024)
    checkText(show.status.note, byteCount: 1024)
    guard case .page(show) = ShowPage.decode(show.bytes) else {
      preconditionFailure("\(show) is not read as it was written")
    }
  }

  private static func checkShowRecord(_ bytes: [UInt8]) {
    switch ShowRecord.decode(bytes[...]) {
    case .command(let command, let byteCount):
      precondition((12...min(bytes.count, 8192)).contains(byteCount))
      guard let record = ShowRecord.encode(command),
        case .command(command, byteCount: record.count) = ShowRecord.decode(record[...])
      else { preconditionFailure("\(command) is not read as it was written") }
    case .unknown(let byteCount): precondition((12...min(bytes.count, 8192)).contains(byteCount))
    case .incomplete, .garbage: break
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
  /// libFuzzer's entry: any input at all.
  @c public func LLVMFuzzerTestOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    HeaderFuzzer.check(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
  }
#endif
