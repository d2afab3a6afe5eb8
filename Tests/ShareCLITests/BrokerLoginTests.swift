import Testing

@testable import ShareCLI

@Suite("The user and the password for a broker") struct BrokerLoginTests {
  @Test(
    "the first line of a file is the user, and the second one the password, if there is one",
    arguments: [
      ("home\nwörd\n", "home", "wörd"), ("home\r\nword\r\n", "home", "word"), ("home", "home", nil),
      ("home\n\n", "home", nil), ("a b\n c d \n# more\n", "a b", " c d "),
    ] as [(String, String, String?)])
  func lines(text: String, user: String, password: String?) throws {
    let login = try BrokerLogin(lines: Array(text.utf8), name: "login")
    #expect(login == BrokerLogin(user: user, password: password))
  }

  @Test(
    "what is no such file is refused, and nothing of it is repeated",
    arguments: [
      ([], "login: has no user in its first line, and the password in its second"),
      ([0x0A, 0x61], "login: has no user in its first line, and the password in its second"),
      ([0x61, 0xFF], "login: is not text in UTF-8"), ([0x61, 0], "login: is not text in UTF-8"),
      (
        [UInt8](repeating: 0x61, count: 65_536), "login: has a line of more than 65535 bytes"
      ),
    ] as [([UInt8], String)])
  func refused(bytes: [UInt8], words: String) {
    #expect(throws: Failure(.noInput, words)) { try BrokerLogin(lines: bytes, name: "login") }
  }
}
