internal import ShmChannel

/// A NumPy array of numbers: rows of gray, RGB or RGBA.
///
/// Bytes, 16-bit words and float32 stay as they are; other numbers become float32.
enum NPYDecoder {
  static func decode(
    _ file: FileBytes, limits: DecodingLimits
  ) throws(DecodingError) -> SamplePicture {
    let header = try NPYHeader(file)
    try limits.check(width: header.width, height: header.height, of: .npy)
    let count = header.width * header.height * header.channelCount
    guard let data = file.part(from: header.dataOffset, count: count * header.element.byteCount)
    else { throw .truncated(.npy) }
    let sample = sample(of: header.element)
    let format = try PixelFormat(channelCount: header.channelCount, sample, in: .npy)
    var picture = try SamplePicture(width: header.width, height: header.height, format: format)
    unsafe picture.withUnsafeMutableBytes { target in
      if header.isFrame(of: sample) { return unsafe target.copyMemory(from: data.raw) }
      switch sample {
      case .uint8: unsafe copy(data, header, to: target.bindMemory(to: UInt8.self)) { $0[$1] ?? 0 }
      case .uint16:
        let order = header.element.order
        unsafe copy(data, header, to: target.bindMemory(to: UInt16.self)) {
          UInt16($0.u16($1, order) ?? 0)
        }
      case .float32:
        let element = header.element
        unsafe copy(data, header, to: target.bindMemory(to: Float.self)) {
          element.float($0, at: $1)
        }
      }
    }
    if sample == .float32, header.element.kind != .float { picture.findRange() }
    if header.element.kind == .bool { picture.range = SampleRange(low: 0, high: 1) }
    picture.remark = remark(on: header.element)
    return picture
  }

  private static func sample(of element: NPYHeader.Element) -> SampleType {
    switch (element.kind, element.byteCount) {
    case (.bool, _), (.unsigned, 1): .uint8
    case (.unsigned, 2): .uint16
    default: .float32
    }
  }

  private static func remark(on element: NPYHeader.Element) -> String? {
    guard sample(of: element) == .float32, element.kind != .float || element.byteCount != 4 else {
      return nil
    }
    let names: [NPYHeader.Element.Kind: String] = [
      .signed: "int", .unsigned: "uint", .float: "float",
    ]
    return "its \(names[element.kind] ?? "")\(element.byteCount * 8) numbers became float32"
  }

  /// Reads each element where it is; `target` has room for all.
  private static func copy<Sample>(
    _ data: FileBytes, _ header: NPYHeader, to target: UnsafeMutableBufferPointer<Sample>,
    _ load: (FileBytes, Int) -> Sample
  ) {
    let (width, height, channels) = (header.width, header.height, header.channelCount)
    let size = header.element.byteCount
    guard header.isColumnMajor || header.isPlanar else {
      target.indices.forEach { unsafe target[$0] = load(data, $0 * size) }
      return
    }
    // From one number to the next along each index.
    let shape = header.isPlanar ? [channels, height, width] : [height, width, channels]
    let steps =
      header.isColumnMajor
      ? [1, shape[0], shape[0] * shape[1]] : [shape[1] * shape[2], shape[2], 1]
    let (row, column, sample) =
      header.isPlanar ? (steps[1], steps[2], steps[0]) : (steps[0], steps[1], steps[2])
    var index = 0
    for y in 0..<height {
      for x in 0..<width {
        for channel in 0..<channels {
          let place = y * row + x * column + channel * sample
          unsafe target[index] = load(data, place * size)
          index += 1
        }
      }
    }
  }
}

extension NPYHeader.Element {
  /// A number, in the nearest float32.
  fileprivate func float(_ bytes: FileBytes, at offset: Int) -> Float {
    let bits = bits(bytes, at: offset)
    switch kind {
    case .bool, .unsigned: return Float(bits)
    case .signed:
      let unused = UInt64(64 - byteCount * 8)
      return Float(Int64(bitPattern: bits << unused) >> Int64(unused))
    case .float:
      return switch byteCount {
      case 2: Float(Float16(bitPattern: UInt16(truncatingIfNeeded: bits)))
      case 4: Float(bitPattern: UInt32(truncatingIfNeeded: bits))
      default: Float(Double(bitPattern: bits))
      }
    }
  }

  private func bits(_ bytes: FileBytes, at offset: Int) -> UInt64 {
    var bits: UInt64 = 0
    for index in 0..<byteCount {
      let place = order == .big ? offset + index : offset + byteCount - 1 - index
      bits = bits << 8 | UInt64(bytes[place] ?? 0)
    }
    return bits
  }
}

extension NPYHeader {
  /// Whether the numbers lie as in a frame of that sample type.
  fileprivate func isFrame(of sample: SampleType) -> Bool {
    let isSame =
      element.byteCount == sample.byteCount && (element.kind == .float) == (sample == .float32)
    return !isColumnMajor && !isPlanar && isSame
      && (element.order == .little || element.byteCount == 1)
  }
}
