import Testing

@testable import ViewerCore

@Suite struct DisplayRefusalTests {
  @Test("who has no cookie is told where one is looked for, and what to set")
  func words() {
    let advice =
      "; set XAUTHORITY to the file with the cookie of that session, often ~/.Xauthority of the user"
      + " who is logged in"
    let cases: [(String?, Bool, String)] = [
      (nil, true, "~/.Xauthority has no cookie that it takes, and XAUTHORITY is not set"),
      (nil, false, "there is no cookie in ~/.Xauthority, and XAUTHORITY is not set"),
      ("/run/x", true, "/run/x, which XAUTHORITY names, has no cookie that it takes"),
      ("/run/x", false, "/run/x, which XAUTHORITY names, cannot be read"),
    ]
    for (authority, isReadable, reason) in cases {
      let refusal = DisplayRefusal(display: ":7", authority: authority, isReadable: isReadable)
      #expect(
        refusal.description == "the X server :7 does not let you in: \(reason)\(advice)")
    }
  }

  @Test(
    "displays of this machine have a number",
    arguments: [
      (":0", 0), (":12.3", 12), ("unix:4", 4), ("host:0", nil), ("localhost:10.0", nil), ("", nil),
      (":x", nil),
    ] as [(String, Int?)])
  func numbers(display: String, number: Int?) {
    #expect(DisplayRefusal.localNumber(of: display) == number)
  }
}
