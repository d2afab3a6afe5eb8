import CommandLineFiles
import ShmChannel
import ViewerCore

/// Channels that come and go, where the window shows them all.
extension Viewer {
  /// Which channels there are now: those that are followed, and those that can be.
  func listed() -> [GridModel.Input] {
    guard let listing else { return [] }
    do throws(ChannelError) {
      let known = Set(cells.values.map(\.reader.name))
      newcomers = [:]
      let names = try listing.names().enumerated().filter { index, name in
        // Of more than there is room for, it is only told how many they are.
        index >= options.mostChannels || known.contains(name) || canFollow(name)
      }
      return [.listed(names.map(\.element))]
    } catch {
      notices.say(error.advised)
      return []
    }
  }

  private func canFollow(_ name: ChannelName) -> Bool {
    do throws(ViewerError) {
      newcomers[name] = try Self.openReader(name, history: options.history)
      return true
    } catch {
      notices.say("\(error)")
      return false
    }
  }
}
