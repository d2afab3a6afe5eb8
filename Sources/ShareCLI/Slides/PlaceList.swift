private import CommandLineFiles
private import Linux

/// What lines of a list of files and directories name: paths, and URIs of files. Empty lines are
/// passed over.
struct PlaceList: Equatable {
  /// What a line names.
  struct Names: Equatable {
    let name: [UInt8]
    /// The name where nothing has the first one: lists that were written on other systems end their
    /// lines with a carriage return as well.
    var alternative: [UInt8]?
  }

  private(set) var places: [Names] = []
  /// Lines that are URIs, but of no file of this machine.
  private(set) var foreign: [String] = []

  init(_ lines: [ArraySlice<UInt8>] = [], host: String = HostName.text) {
    for line in lines { add(line, host) }
  }

  private mutating func add(_ line: ArraySlice<UInt8>, _ host: String) {
    let isEndedTwice = line.last == UInt8(ascii: "\r")
    let bare = isEndedTwice ? line.dropLast() : line
    if let path = FileURI.path(of: bare, host: host) {
      places.append(Names(name: path))
    } else if FileURI.isURI(bare) {
      foreign.append(String(decoding: bare, as: UTF8.self))
    } else if !bare.isEmpty {
      places.append(Names(name: Array(line), alternative: isEndedTwice ? Array(bare) : nil))
    }
  }

  /// What there is to say of lines that are passed over; nil for nothing.
  var words: String? {
    guard let first = foreign.first else { return nil }
    let others = foreign.count - 1
    let more = others == 0 ? "" : "; so are \(others) more such lines"
    return "\(first) does not name a file on this machine; passed over\(more)"
  }
}
