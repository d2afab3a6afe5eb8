import ShmChannel
import Synchronization
import TestSupport
import Testing

@Suite struct SoleViewerTests {
  private let root: TemporaryRoot
  private let name: ChannelName

  init() throws {
    root = try TemporaryRoot()
    name = try ChannelName("c")
  }

  @Test("a channel without a viewer is claimed, and made where there is none")
  func none() throws {
    let isClaimed = try SoleViewer.claim(name, root: root.root) != nil
    #expect(isClaimed)
    #expect(try root.root.list().channels.map(\.name) == [name])
  }

  @Test("a channel with a viewer is not, until that has gone")
  func present() throws {
    var reader: ChannelReader? = try ChannelReader(
      name: name, root: root.root, presence: .viewer(name: "v"))
    _ = try Channel.openOrCreate(name, root: root.root)
    _ = try reader?.refresh()
    let isClaimed = try SoleViewer.claim(name, root: root.root) != nil
    #expect(!isClaimed)
    reader = nil
    let isClaimedLater = try SoleViewer.claim(name, root: root.root) != nil
    #expect(isClaimedLater)
  }

  @Test("of two that start at once the second finds the viewer of the first")
  func both() throws {
    let first = try SoleViewer.claim(name, root: root.root)
    let (root, name) = (root.root, name)
    let hasFound = Mutex<Bool?>(nil)
    let second = Thread {
      let isClaimed = (try? SoleViewer.claim(name, root: root)) != nil
      hasFound.withLock { $0 = !isClaimed }
    }
    let reader = try ChannelReader(name: name, root: root, presence: .viewer(name: "v"))
    _ = try reader.refresh()
    drop(first)
    second.join()
    #expect(hasFound.withLock { $0 } == true)
    withExtendedLifetime(reader) {}
  }

  private func drop(_ claim: consuming SoleViewer?) {}
}
