private import ShmChannel

/// Where a channel's picture has come from: a topic of a broker. A line of the frame's details says
/// so, and keeps a publisher from sending the picture back, which would go round for ever.
package struct PictureOrigin: Hashable, Sendable {
  private let text: String

  /// What the line begins with: docs/PROTOCOL.md, "Details".
  private static let key = "origin: "
  /// So that the line fits into the details, and so does some of the picture's own.
  private static let maximumByteCount = 768

  /// - Parameter topic: of the picture itself.
  package init(broker: BrokerAddress, topic: String) {
    text = Title.sanitized("\(broker)/\(topic)", byteCount: Self.maximumByteCount)
  }

  /// As a frame's details have it; nil where they name none.
  package init?(details: String) {
    guard let line = details.split(separator: "\n").first(where: { $0.hasPrefix(Self.key) })
    else { return nil }
    text = String(line.dropFirst(Self.key.count))
  }

  /// The details' line.
  package var line: String { Self.key + text }
}

extension PictureOrigin: CustomStringConvertible {
  /// As messages name it.
  package var description: String { text }
}
