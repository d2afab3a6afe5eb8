/// What a stream is made of, where its first bytes tell.
package enum StreamFormat: String, CaseIterable, Hashable, Sendable {
  case y4m, pnm, png, jpeg, bmp, qoi, gif, webp, npy, pfm, hdr, exr
  /// Parts of an HTTP answer, as network cameras send them.
  case multipart

  /// So many bytes are enough to tell.
  package static let headByteCount = 16

  /// Nil for bytes that begin none of these; padding is not looked through.
  package init?(sniffing head: Span<UInt8>) {
    func begins(_ text: String, at offset: Int = 0) -> Bool {
      begins(Array(text.utf8), at: offset)
    }
    func begins(_ bytes: [UInt8], at offset: Int = 0) -> Bool {
      head.count >= offset + bytes.count
        && bytes.indices.allSatisfy { head[offset + $0] == bytes[$0] }
    }
    if begins("YUV4MPEG2") {
      self = .y4m
    } else if begins([0x89, 0x50, 0x4E, 0x47]) {
      self = .png
    } else if begins([0xFF, 0xD8]) {
      self = .jpeg
    } else if begins("qoif") {
      self = .qoi
    } else if begins("GIF8") {
      self = .gif
    } else if begins("RIFF") && begins("WEBP", at: 8) {
      self = .webp
    } else if begins("BM") {
      self = .bmp
    } else if begins("P4") || begins("P5") || begins("P6") || begins("P7") {
      self = .pnm
    } else if begins([0x93] + Array("NUMPY".utf8)) {
      self = .npy
    } else if begins("PF") || begins("Pf") {
      self = .pfm
    } else if begins("#?") {
      self = .hdr
    } else if begins([0x76, 0x2F, 0x31, 0x01]) {
      self = .exr
    } else if begins("--") {
      self = .multipart
    } else {
      return nil
    }
  }
}

extension UnitScanner {
  /// For a stream of that format.
  package init(_ format: StreamFormat) {
    switch format {
    case .y4m: self.init(Y4MWalk())
    case .pnm: self.init(PNMWalk())
    case .png: self.init(PNGWalk())
    case .jpeg: self.init(JPEGWalk())
    case .bmp: self.init(SizedWalk.bmp)
    case .qoi: self.init(QOIWalk())
    case .gif: self.init(GIFWalk())
    case .webp: self.init(SizedWalk.webP)
    case .npy: self.init(NPYWalk())
    case .pfm: self.init(PFMWalk())
    case .multipart: self.init(MultipartWalk())
    case .hdr: self.init(HDRWalk())
    case .exr: self.init(EXRWalk())
    }
  }

  /// For frames of that layout.
  package init(_ layout: RawLayout) { self.init(RawWalk(byteCount: layout.byteCount)) }

  /// Of the YUV4MPEG2 stream that the frame before belongs to; nil for other streams, and before
  /// the first frame.
  package var y4mHeader: Y4MHeader? { (walk as? Y4MWalk)?.header }
}
