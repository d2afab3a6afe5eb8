import Testing

@testable import ShareCLI

@Suite struct ToldOnceTests {
  @Test("a message is told once, and again when it was over in between")
  func once() {
    var told = ToldOnce(keeping: 10)
    var isToTell = told.insert("a")
    #expect(isToTell)
    isToTell = told.insert("a")
    #expect(!isToTell)
    told.remove("a")
    isToTell = told.insert("a")
    #expect(isToTell)
  }

  @Test("of too many messages the one that came up last is forgotten last, told or not")
  func bounded() {
    var told = ToldOnce(keeping: 10)
    var isToTell = told.insert("always")
    #expect(isToTell)
    for number in 0..<1000 {
      isToTell = told.insert("\(number)")
      #expect(isToTell)
      isToTell = told.insert("always")
      #expect(!isToTell, "what comes up with every picture")
    }
    for number in 991..<1000 {
      isToTell = told.insert("\(number)")
      #expect(!isToTell)
    }
    isToTell = told.insert("990")
    #expect(isToTell)
  }
}
