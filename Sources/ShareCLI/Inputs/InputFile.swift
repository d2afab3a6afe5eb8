internal import CommandLineFiles
private import Glibc
private import SystemPackage

/// What a FILE argument names: a file, a pipe, or standard input.
struct InputFile {
  private let argument: String

  /// - Parameter argument: as `CommandLineText` gives it; `-` is standard input.
  init(_ argument: String) { self.argument = argument }

  private var isStandardInput: Bool { argument == "-" }

  /// How messages name it.
  var name: String {
    isStandardInput ? "standard input" : CommandLineText.display(argument)
  }

  /// What a frame made of it is called: the last component of its path; `stdin` for `-`.
  var title: String {
    guard !isStandardInput else { return "stdin" }
    return name.split(separator: "/").last.map(String.init) ?? name
  }

  /// Reads all of it; a pipe is waited for, and read to its end.
  func read() throws(Failure) -> InputBytes { try open().read() }

  /// Opens it, and reads nothing yet. A pipe is waited for.
  func open() throws(Failure) -> OpenInput {
    try OpenInput(openDescriptor(), isOwned: !isStandardInput, name: name)
  }

  /// Opens it, and gives a descriptor that is the caller's unless it is standard input.
  func openDescriptor() throws(Failure) -> CInt {
    if argument.isEmpty { throw Failure.emptyName }
    if isStandardInput { return STDIN_FILENO }
    let path = CommandLineText.bytes(of: argument).map(CChar.init(bitPattern:)) + [0]
    while true {
      let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
      if descriptor >= 0 { return descriptor }
      let code = Errno(rawValue: errno)
      guard code == .interrupted else { throw Failure(.system(code), of: name) }
    }
  }
}
