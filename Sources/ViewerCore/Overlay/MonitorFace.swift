/// What is known of the colors of the monitor that shows the window.
package struct MonitorFace: Equatable, Sendable {
  /// What its profile says that it is of; nil where there is none.
  package var name: String?
  /// Whether colors are converted for it; else it shows sRGB's.
  package var isConverted: Bool

  package init(name: String? = nil, isConverted: Bool = false) {
    (self.name, self.isConverted) = (name, isConverted)
  }

  /// For people; empty where there is no profile.
  var words: String {
    guard let name else { return "" }
    let title = name.isEmpty ? "a profile without a name" : name
    return isConverted ? "sRGB, shown in \(title)" : "sRGB, which is that of \(title)"
  }
}
