import ChannelBridge
import ShmChannel
import Testing

@Suite("What a bridge says of itself") struct BridgeRecordTests {
  @Test("the JSON has every member that is promised, in order")
  func json() throws {
    var record = BridgeRecord(
      processID: 42, direction: .publish, broker: "mqtts://b", prefix: "home/a")
    #expect(
      record.json == """
        {"pid":42,"direction":"publish","broker":"mqtts://b","prefix":"home/a","connected":false,\
        "troubles":0,"last_trouble":null,"channels":[]}
        """)
    var channel = BridgeRecord.Channel(name: try ChannelName("cam"))
    record.channels = [channel]
    let nothing = """
      "last":null,"epoch":null,"sequence":null,"bytes":null,"width":null,"height":null,"title":null
      """
    #expect(
      record.json.hasSuffix(
        #""channels":[{"channel":"cam","connected":false,"busy":false,"pictures":0,\#(nothing)}]}"#)
    )
    (record.isConnected, record.troubleCount, record.lastTrouble) = (true, 2, "a \"b\"")
    (channel.isConnected, channel.isBusy) = (true, true)
    channel.note(
      PictureMeta(
        mark: PictureMark(epoch: "e", sequence: 7), byteCount: 99, type: .png, width: 4, height: 3,
        title: "t", time: .zero), at: 12_345_000_000)
    record.channels = [channel]
    #expect(
      record.json.hasSuffix(
        """
        "connected":true,"troubles":2,"last_trouble":"a \\"b\\"","channels":[{"channel":"cam",\
        "connected":true,"busy":true,"pictures":1,"last":12.345,"epoch":"e","sequence":7,"bytes":99,\
        "width":4,"height":3,"title":"t"}]}
        """))
    channel.forget()
    record.channels = [channel]
    #expect(record.json.hasSuffix(#""pictures":1,\#(nothing)}]}"#))
  }
}
