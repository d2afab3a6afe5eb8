/// How pictures are written for the network.
package struct PictureEncoding: Hashable, Sendable {
  /// The type of file.
  package enum Format: Hashable, Sendable {
    /// 1 to 100, as libjpeg counts; with colors in full size, or at half width and height.
    case jpeg(quality: Int, hasFullColors: Bool)
    /// Exact.
    case png
  }

  package var format = Format.jpeg(quality: 85, hasFullColors: false)
  /// Larger pictures are made smaller; nil for their own size.
  package var limit: (width: Int, height: Int)? {
    get { size.map { ($0.width, $0.height) } }
    set { size = newValue.map { Size(width: $0.width, height: $0.height) } }
  }

  private struct Size: Hashable {
    let width: Int
    let height: Int
  }

  private var size: Size?

  package init() {}

  package var type: PictureMeta.MediaType { format == .png ? .png : .jpeg }

  /// The size in which a picture goes; never larger than it is.
  package func size(ofWidth width: Int, height: Int) -> (width: Int, height: Int) {
    guard let size, width > size.width || height > size.height else { return (width, height) }
    let scale = min(
      Double(size.width) / Double(width), Double(size.height) / Double(height))
    return (
      min(size.width, max(1, Int((Double(width) * scale).rounded()))),
      min(size.height, max(1, Int((Double(height) * scale).rounded())))
    )
  }

  /// The epoch of a channel's pictures that are written so.
  ///
  /// - Parameter channelID: what tells the channel from every other, in 32 characters.
  package func epoch(of channelID: String) -> String {
    let kind =
      switch format {
      case .png: "png"
      case .jpeg(let quality, let hasFullColors): "jpeg\(quality)" + (hasFullColors ? "-444" : "")
      }
    return "\(channelID)-\(kind)" + (size.map { "-\($0.width)x\($0.height)" } ?? "")
  }

  /// `85`, or `95-444` for colors in full size; nil for what is neither.
  package static func jpeg(_ text: String) -> Format? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let quality = parts.first.flatMap({ Int($0) }), (1...100).contains(quality),
      parts.count == 1 || parts.count == 2 && ["444", "420"].contains(parts[1])
    else { return nil }
    return .jpeg(quality: quality, hasFullColors: parts.last == "444" && parts.count == 2)
  }
}
