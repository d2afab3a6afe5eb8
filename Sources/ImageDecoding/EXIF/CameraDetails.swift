/// What a camera says of a picture beside its pixels.
package struct CameraDetails: Equatable, Sendable {
  /// Lines of `key: value`, as docs/PROTOCOL.md has them in a frame's details; none for nothing.
  package let text: String
  /// When it was taken; nil where that is not said.
  package let taken: CaptureTime?

  /// Nothing.
  package init() { self.init(nil, nil, nil) }

  /// What is said in a file of any type that `ImageDecoder` knows; nothing is not an error.
  package init(of file: UnsafeRawBufferPointer) {
    let bytes = unsafe FileBytes(file)
    if let boxes = CR3Boxes(bytes) {
      self.init(boxes.first, boxes.more, boxes.place)
    } else {
      let first = ImageType(bytes).flatMap { EXIFBlock(in: bytes, of: $0) }?.directory
      self.init(first, first?.directory(.exifDirectory), first?.directory(.placeDirectory))
    }
  }

  /// - Parameters:
  ///   - first: the first directory of an EXIF block.
  ///   - more: the one that the block calls EXIF's own.
  ///   - place: the one of a receiver of satellites.
  private init(_ first: TIFFDirectory?, _ more: TIFFDirectory?, _ place: TIFFDirectory?) {
    taken = Self.taken(first, more)
    let values: [(String, String?)] = [
      ("camera", Self.camera(first)), ("lens", Self.lens(more)),
      ("exposure", more?.positive(.exposureTime).map(Self.exposure)),
      ("aperture", more?.positive(.fNumber).map { "f/" + Self.stop($0) }),
      ("iso", Self.sensitivity(more)),
      ("focal", more?.positive(.focalLength).map { Self.tenths($0) + " mm" }),
      ("taken", taken?.text), ("place", place.flatMap(CapturePlace.init)?.text),
    ]
    text = values.compactMap { name, value in value.map { "\(name): \($0)" } }
      .joined(separator: "\n")
  }

  /// The maker's name and the model's, which often begins with the former.
  private static func camera(_ directory: TIFFDirectory?) -> String? {
    joined(directory?.text(.make), directory?.text(.model))
  }

  private static func lens(_ directory: TIFFDirectory?) -> String? {
    guard let model = directory?.text(.lensModel), says(model) else { return nil }
    return joined(directory?.text(.lensMake).flatMap { says($0) ? $0 : nil }, model)
  }

  /// Whether it says more than that there is nothing to say, as cameras do of a lens that they do
  /// not know: `----`, `0.0 mm f/0.0`.
  private static func says(_ text: String) -> Bool {
    if text.contains(where: { $0.isNumber && $0 != "0" }) { return true }
    let words = text.split { !$0.isLetter }.map { $0.lowercased() }
    return !words.allSatisfy { $0 == "mm" || $0 == "f" }
  }

  /// Numbers of more than 16 bits stand in another place, and the greatest of 16 bits in this one
  /// (EXIF 2.32, 4.6.5: PhotographicSensitivity).
  private static func sensitivity(_ directory: TIFFDirectory?) -> String? {
    guard let number = directory?.first(.sensitivity), number > 0 else { return nil }
    guard number == 65_535 else { return "\(number)" }
    let places: [TIFFDirectory.Tag] = [.exposureIndex, .outputSensitivity, .isoSpeed]
    let more = places.compactMap { directory?.first($0) }.first { $0 > number }
    return "\(more ?? number)"
  }

  private static func joined(_ maker: String?, _ model: String?) -> String? {
    guard let maker, let model else { return model ?? maker }
    let first = maker.split(separator: " ").first.map { $0.lowercased() } ?? ""
    return model.lowercased().hasPrefix(first) ? model : "\(maker) \(model)"
  }

  /// As cameras show it: `1/250 s`, and from a third of a second on `0.4 s`, `30 s`.
  private static func exposure(_ seconds: Double) -> String {
    seconds < 0.3 ? "1/\(whole(1 / seconds)) s" : tenths(seconds) + " s"
  }

  /// An aperture: to a tenth, and below 1, where there are a few, to a hundredth.
  private static func stop(_ number: Double) -> String {
    let hundredths = whole(number * 100)
    if hundredths >= 100 || hundredths % 10 == 0 { return tenths(number) }
    return hundredths < 10 ? "0.0\(hundredths)" : "0.\(hundredths)"
  }

  /// To a tenth, without one that is 0.
  private static func tenths(_ number: Double) -> String {
    let count = whole(number * 10)
    return count % 10 == 0 ? "\(count / 10)" : "\(count / 10).\(count % 10)"
  }

  private static func whole(_ number: Double) -> Int { Int(min(number, 1e12).rounded()) }

  private static func taken(_ first: TIFFDirectory?, _ more: TIFFDirectory?) -> CaptureTime? {
    if let text = more?.text(.originalTime) {
      return CaptureTime(
        text, fraction: more?.text(.originalFraction), zone: more?.text(.originalZone))
    }
    return first?.text(.time).flatMap { CaptureTime($0, fraction: nil, zone: nil) }
  }
}
