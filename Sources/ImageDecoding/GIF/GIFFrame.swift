private import Glibc
internal import Pixels

/// One frame of a GIF: where it stands, how it is to be shown, and its coded pixels.
struct GIFFrame {
  /// What a graphic control extension says of the frame behind it (GIF89a, 23).
  struct Control {
    var disposal = Disposal.keep
    var delay = Duration.zero
    var transparentIndex: UInt8?
  }

  /// Its place on the canvas; may reach beyond it.
  let area: PixelRect
  let isInterlaced: Bool
  let control: Control
  /// Red, green and blue of each color.
  let palette: FileBytes
  let codeSize: Int
  /// The coded pixels: lengths and bytes, with the empty block that ends them.
  let subBlocks: FileBytes

  /// Draws what is inside the canvas and not transparent, and leaves the rest as it is.
  func draw(onto canvas: inout Bitmap, limits: DecodingLimits) throws(DecodingError) {
    if area.isEmpty { return }
    try limits.check(width: area.width, height: area.height, of: .gif)
    let count = area.width * area.height
    guard let memory = unsafe malloc(count) else { throw .outOfMemory }
    defer { unsafe free(memory) }
    let indices = unsafe UnsafeMutableBufferPointer(
      start: memory.assumingMemoryBound(to: UInt8.self), count: count)
    try unsafe GIFCodes.decode(joinedData, minimumCodeSize: codeSize, into: indices)
    try unsafe requireColors(of: UnsafeBufferPointer(indices))
    unsafe draw(UnsafeBufferPointer(indices), onto: &canvas)
  }

  private var joinedData: [UInt8] {
    var joined: [UInt8] = []
    joined.reserveCapacity(subBlocks.count)
    var offset = 0
    while let size = subBlocks[offset].map(Int.init), size > 0,
      let block = subBlocks.part(from: offset + 1, count: size)
    {
      unsafe joined.append(contentsOf: block.raw)
      offset += 1 + size
    }
    return joined
  }

  private var colorCount: Int { palette.count / 3 }

  private func requireColors(of indices: UnsafeBufferPointer<UInt8>) throws(DecodingError) {
    guard let highest = unsafe indices.max(), Int(highest) >= colorCount else { return }
    let lacksColor = unsafe indices.contains { index in
      Int(index) >= colorCount && index != control.transparentIndex
    }
    if lacksColor { throw .corrupt(.gif, "a pixel has a color that its palette lacks") }
  }

  private func draw(_ indices: UnsafeBufferPointer<UInt8>, onto canvas: inout Bitmap) {
    let visible = area.intersection(canvas.bounds)
    let (colors, canvasWidth) = (colors, canvas.width)
    let transparentIndex = control.transparentIndex.map(Int.init) ?? -1
    let columns = (visible.x - area.x)..<(visible.maxX - area.x)
    unsafe canvas.withUnsafeMutableBytes { bytes in
      let pixels = unsafe bytes.bindMemory(to: UInt32.self)
      for (place, row) in rows.enumerated() where area.y + row < visible.maxY {
        let source = place * area.width
        let target = (area.y + row) * canvasWidth + area.x
        for column in columns {
          let index = unsafe Int(indices[source + column])
          if index != transparentIndex { unsafe pixels[target + column] = colors[index] }
        }
      }
    }
  }

  /// A pixel for each index; those without a color are never asked for.
  private var colors: [UInt32] {
    var colors = [UInt32](repeating: 0, count: 256)
    for index in 0..<min(colorCount, 256) {
      let color = unsafe palette.raw[(index * 3)..<(index * 3 + 3)]
      colors[index] =
        unsafe Pixel(
          red: color[color.startIndex], green: color[color.startIndex + 1],
          blue: color[color.startIndex + 2]
        ).word
    }
    return colors
  }

  /// The rows in their order in the file (GIF89a, appendix E).
  private var rows: [Int] {
    guard isInterlaced else { return Array(0..<area.height) }
    return [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap { start, step in
      Array(stride(from: start, to: area.height, by: step))
    }
  }
}

extension GIFFrame.Control {
  /// Reads flags, delay and transparent index; what is missing is met by the walk over the blocks.
  init(_ bytes: FileBytes) {
    let flags = bytes[0] ?? 0
    // Browsers take 4 as 3: early writers took the third bit for the third value.
    disposal =
      switch flags >> 2 & 7 {
      case 2: .clear
      case 3, 4: .restore
      default: .keep
      }
    delay = .milliseconds(10 * (bytes.u16(1, .little) ?? 0))
    transparentIndex = flags & 1 != 0 ? bytes[3] : nil
  }
}
