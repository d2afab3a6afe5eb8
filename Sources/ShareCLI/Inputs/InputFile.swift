internal import CommandLineFiles
private import Glibc
internal import Linux

/// What a FILE argument names: a file, a pipe, or standard input.
struct InputFile {
  /// As `CommandLineText` gives it; `-` is standard input.
  let argument: String

  private let standardInputName: String

  /// How messages call standard input, where it is not known what it is.
  static let standardInputName = "standard input"

  /// - Parameters:
  ///   - argument: as `CommandLineText` gives it; `-` is standard input.
  ///   - standardInputName: how messages call standard input, where it is known what it is.
  init(_ argument: String, standardInputName: String? = nil) {
    self.argument = argument
    self.standardInputName = standardInputName ?? Self.standardInputName
  }

  private var isStandardInput: Bool { argument == "-" }

  /// How messages name it.
  var name: String {
    isStandardInput ? standardInputName : CommandLineText.display(argument)
  }

  /// What a frame made of it is called: the last component of its path; `stdin` for `-`.
  var title: String {
    guard !isStandardInput else { return "stdin" }
    return name.split(separator: "/").last.map(String.init) ?? name
  }

  /// Reads all of it; a pipe is waited for, and read to its end.
  func read() throws(Failure) -> InputBytes { try open().read() }

  /// Opens it, waits for nothing, and reads nothing yet.
  func open(as use: InputUse = .picture) throws(Failure) -> OpenInput {
    try OpenInput(openDescriptor(), name: name, as: use)
  }

  /// The same, if it is a regular file.
  func openRegular() throws(Failure) -> OpenInput {
    let input = try OpenInput(openDescriptor(), name: name)
    guard input.isFile else {
      throw Failure(.noInput, "\(name): is not a regular file, and only those can be dropped")
    }
    return input
  }

  /// Opens it, and waits for nothing, neither here nor in read(2); nil for standard input, which is
  /// open.
  func openDescriptor() throws(Failure) -> Descriptor? {
    if argument.isEmpty { throw Failure.emptyName }
    if isStandardInput { return nil }
    do throws(SystemError) {
      return try Descriptor(openingInput: PathBytes(CommandLineText.bytes(of: argument)))
    } catch {
      throw Failure(.system(error.errno), of: name)
    }
  }
}
