import ScreenText
import Testing
import ViewerCore

@testable import Composing

@Suite struct GuidePagesTests {
  private static let rows = (0..<5).flatMap { group in
    [Panel.Row(value: "Group \(group)", isHeading: true)]
      + (0..<4).map { Panel.Row(label: "key \($0)", value: "does what \(group) \($0) does") }
  }

  private func pages(_ width: Int, _ height: Int, _ rows: [Panel.Row] = rows) throws -> GuidePages {
    let measures = PanelMeasures(scale: 1, window: Size(width: width, height: height))
    return GuidePages(rows, measures, by: TextCache(try TextPainter()))
  }

  @Test(
    "every row is on one of the pages", arguments: [(1000, 800), (300, 200), (200, 80), (900, 90)])
  func all(width: Int, height: Int) throws {
    let pages = try pages(width, height).pages
    #expect(pages.joined().map(\.count).reduce(0, +) == Self.rows.count)
    let measures = PanelMeasures(scale: 1, window: Size(width: width, height: height))
    for page in pages {
      #expect(measures.width(of: page) <= measures.room.width)
      #expect(page.allSatisfy { $0.size.height <= measures.room.height })
    }
  }

  @Test("on one page the columns are even, of whole groups, and shaped as the room is")
  func even() throws {
    let one = try pages(400, 800)
    #expect(one.pages.map { $0.map(\.count) } == [[25]])
    #expect(one.footer(of: 0) == nil)
    let wide = try pages(900, 360)
    #expect(wide.pages.map { $0.map(\.count) } == [[10, 10, 5]])
    let widest = try pages(1600, 250)
    #expect(widest.pages.map { $0.map(\.count) } == [[5, 5, 5, 5, 5]])
  }

  @Test("on several pages groups stay whole, unless that would take more of them")
  func wholeGroups() throws {
    let whole = try pages(300, 260)
    #expect(whole.pages.map { $0.map(\.count) } == [[10], [10], [5]])
    let text = TextCache(try TextPainter())
    var tearing = 0
    for height in 100..<260 {
      let measures = PanelMeasures(scale: 1, window: Size(width: 300, height: height))
      let counts = [true, false].map { keepsGroups in
        PanelMeasures.guidePoints.map {
          GuideLayout(points: $0, measures: measures, text: text)
            .severalPages(of: Self.rows, keepsGroups: keepsGroups).count
        }.min()
      }
      let (kept, torn) = (try #require(counts[0]), try #require(counts[1]))
      let pages = GuidePages(Self.rows, measures, by: text).pages
      #expect(pages.count == min(kept, torn))
      if torn < kept { tearing += 1 }
    }
    #expect(tearing > 0)
  }

  @Test("on several pages no heading stands at the end of a column, and a line says how to go on")
  func several() throws {
    let few = try pages(300, 200)
    #expect(few.pages.count > 1)
    var index = 0
    for column in few.pages.joined() {
      index += column.count
      #expect(!Self.rows[index - 1].isHeading)
    }
    for page in few.pages.indices { #expect(few.footer(of: page) != nil) }
  }

  @Test("rows that are too long take several lines; without room for one there is no page")
  func narrow() throws {
    let row = Panel.Row(label: "a, b, c, d", value: "what is said in rather many words")
    let (wide, narrow) = (try pages(600, 400, [row]), try pages(160, 400, [row]))
    #expect(narrow.pages.map(\.count) == [1])
    func lines(_ guide: GuidePages) -> Double { Double(guide.size.height) / guide.points }
    #expect(lines(narrow) > 2 * lines(wide) && narrow.size.width < 160)
    #expect(try pages(160, 16, [row]).pages.isEmpty)
    #expect(try pages(1, 1).pages.isEmpty)
  }
}
