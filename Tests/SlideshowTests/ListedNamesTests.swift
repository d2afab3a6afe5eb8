import SystemPackage
import Testing

@testable import Slideshow

@Suite("Names that an open list has named") struct ListedNamesTests {
  private var names = ListedNames(keepingAbsent: 8)

  private mutating func insert(_ paths: FilePath...) {
    for path in paths { names.insert(NamedPlace(path, mayBecomeDirectory: false), at: path) }
  }

  private mutating func hear(_ events: WatchEvent...) { for event in events { names.hear(event) } }

  @Test("no more is kept of what is not there, the oldest goes first, and some at a time")
  mutating func most() {
    for number in 0..<8 { insert(FilePath("/\(number)")) }
    #expect(names.takeOverdue().isEmpty)
    insert("/8")
    #expect(names.takeOverdue().map(\.path) == ["/0", "/1"])
    #expect(names.takeOverdue().isEmpty)
  }

  @Test("what is there is kept whatever comes, and counts from when it went")
  mutating func present() {
    insert("/a", "/b", "/c")
    hear(.added("/a", nil, isNew: false), .added("/b", nil, isNew: true))
    names.notePresence(of: "/c")
    for number in 0..<100 {
      insert(FilePath("/\(number)"))
      for gone in names.takeOverdue() { #expect(!["/a", "/b", "/c"].contains(gone.path)) }
    }
    hear(.removed("/a"), .directoryMissing("/c", .noSuchFileOrDirectory), .directoryBack("/c"))
    var gone: [FilePath] = []
    for number in 100..<120 {
      insert(FilePath("/\(number)"))
      gone += names.takeOverdue().map(\.path)
    }
    #expect(gone.contains("/a") && !gone.contains("/b") && !gone.contains("/c"))
  }

  @Test("what comes and goes for ever, or is named again and again, takes no more room")
  mutating func flapping() {
    insert("/a", "/x")
    for _ in 0..<10_000 {
      insert("/a")
      hear(.added("/a", nil, isNew: true), .removed("/a"))
    }
    #expect(names.order.count <= 2 * 2 + 65)
    #expect(names.takeOverdue().isEmpty)
  }

  @Test("what it has not named is nothing to it, and what is forgotten can be named again")
  mutating func strangers() {
    hear(.removed("/z"), .added("/y", nil, isNew: false))
    #expect(names.isEmpty)
    for number in 0..<9 { insert(FilePath("/\(number)")) }
    #expect(names.takeOverdue().map(\.path) == ["/0", "/1"])
    insert("/0", "/1")
    #expect(names.takeOverdue().map(\.path) == ["/2", "/3"])
  }
}
