private import Linux
internal import Slideshow

/// The list that names more while the show runs.
extension ShowRunner {
  /// Hears of it while what it named before has been heard, so that it waits, and nothing grows.
  func listenToList() {
    poller.remove(.list)
    if let list, lookout.takesNames { poller.add(list.number, as: .list) }
  }

  /// - Throws: `Failure` when there is no list, and nothing else to show.
  func takeNames() throws(Failure) {
    guard let list else { return }
    let news = try list.takeNews()
    if let remark = news.remark { StandardStreams.complain(remark) }
    if news.isEnd { try end(list) }
    watch([.named(news.places, isEnd: news.isEnd)])
  }

  /// The show goes on with what it has.
  private func end(_ list: OpenList) throws(Failure) {
    self.list = nil
    guard let failure = list.failure() else { return }
    if plan.places.isEmpty && list.isEmpty { throw failure }
    failure.report()
  }
}
