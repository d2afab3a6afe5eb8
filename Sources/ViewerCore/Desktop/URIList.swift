/// What was dropped on the window, as text/uri-list says it (RFC 2483): the files of this machine,
/// and the rest.
package struct URIList: Equatable, Sendable {
  /// Absolute paths, in order; bytes, since a name need not be UTF-8.
  package private(set) var files: [[UInt8]] = []
  /// URIs of anything else, and what is not a URI.
  package private(set) var others: [String] = []

  /// Reads the list.
  ///
  /// - Parameter path: The path of a file of this machine that a URI means; nil for any other URI.
  package init(_ bytes: [UInt8], path: (ArraySlice<UInt8>) -> [UInt8]?) {
    let lines = bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") || $0 == 0 }
    for line in lines where line.first != UInt8(ascii: "#") {
      if let path = path(line) {
        files.append(path)
      } else {
        others.append(String(decoding: line, as: UTF8.self))
      }
    }
  }
}
