internal import Slideshow
internal import SystemPackage

/// A list whose names are shown as they come.
final class OpenList {
  /// What has come of it.
  struct News {
    var places: [NamedPlace] = []
    /// What there is to say of lines that are passed over.
    var remark: String?
    var isEnd = false
  }

  private let process: ListProcess
  /// Where its relative names begin.
  private let directory: FilePath?
  private var lines = PlaceLines()
  /// Whether it has named anything.
  private(set) var isEmpty = true
  /// The first line that names a file of another machine.
  private var foreign: String?

  init(_ process: ListProcess, in directory: FilePath?) {
    self.process = process
    self.directory = directory
  }

  /// Readable when there is news.
  var number: CInt { process.number }

  /// Takes what has come.
  ///
  /// - Throws: `Failure` when it is no list of names.
  func takeNews() throws(Failure) -> News {
    let piece = try process.piece()
    let ended: [ArraySlice<UInt8>]
    do throws(PlaceLines.Nonsense) {
      ended = if let piece { try lines.take(piece) } else { lines.finish() }
    } catch {
      throw Failure(error, list: process.name)
    }
    let list = PlaceList(ended)
    let news = News(
      places: ShowPlaces.places(list, in: directory),
      remark: list.words.map { "\(process.name): \($0)" }, isEnd: piece == nil)
    if !news.places.isEmpty { isEmpty = false }
    foreign = foreign ?? list.foreign.first
    return news
  }

  /// Once it has ended: why it is none, or not whole.
  func failure() -> Failure? {
    if let failure = process.takeFailure() { return failure }
    return isEmpty ? Failure(nothingIn: process.name, foreign: foreign) : nil
  }
}
