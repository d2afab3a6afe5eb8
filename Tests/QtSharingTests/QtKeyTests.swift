import QtSharing
import Testing

@Suite struct QtKeyTests {
  /// What Qt 5.15 and Qt 6.4 name the files of these keys.
  @Test(
    "a key's files have its letters and its SHA-1",
    arguments: [
      ("QSharedMemoryExample", "QSharedMemoryExampleff77196351dd7c1c8f79461ad32f21726fe31f5b"),
      ("Kö 1é-x", "Kx4c0b68c6890659bce2a920f41e0597d36b0e0bc6"),
      ("k", "k13fbd79c3d390e5d6585a21e11ff5ec1970cff0c"),
      ("12", "7b52009b64fd0a2a49e6d8a939753077792b0554"),
    ])
  func names(text: String, suffix: String) throws {
    let key = try #require(QtKey(text))
    #expect(key.memoryFileName == "qipc_sharedmemory_" + suffix)
    #expect(key.lockFileName == "qipc_systemsem_" + suffix)
  }

  @Test("an empty key names nothing")
  func empty() { #expect(QtKey("") == nil) }

  @Test("the digest is right on both sides of a block's end")
  func blocks() throws {
    // sha1sum of as many letters a.
    let digests = [
      55: "c1c8bbdc22796e28c0e15163d20899b65621d65a",
      56: "c2db330f6083854c99d4b5bfb6e8f29f201be699",
      63: "03f09f5b158a7a8cdad920bddc29b81c18a551f5",
      64: "0098ba824b5c16427bd7a1122a5a442a25ec644d",
      65: "11655326c708d70319be2610e8a57d9a5b959d3b",
    ]
    for (count, digest) in digests {
      let text = String(repeating: "a", count: count)
      #expect(QtKey(text)?.lockFileName == "qipc_systemsem_" + text + digest)
    }
  }

  @Test("they lie where TMPDIR says, else in /tmp")
  func folder() {
    #expect(QtKey.folder(temporary: Array("/run/t".utf8)) == Array("/run/t".utf8))
    #expect(QtKey.folder(temporary: []) == Array("/tmp".utf8))
    #expect(QtKey.folder(temporary: nil) == Array("/tmp".utf8))
  }
}
