/* `pull`: how the newest picture comes through a broker to a reader that pulls it (docs/REACH.md).
 *
 * What it holds, what it leaves out and what each mutant takes away: README.md beside this file.
 * Every name in capitals is a macro; those in `runs` are given with -D.
 */

/* The size of the world. */
#ifndef PICTURES
#define PICTURES 5
#endif
#ifndef QUEUE            /* `meta` that wait for the reader; what comes then is dropped */
#define QUEUE 3
#endif
#ifndef PATIENCE         /* `meta` that the reader takes before it stops listening, and asks anew */
#define PATIENCE 1
#endif
#ifndef BREAKS           /* of either connection */
#define BREAKS 1
#endif
#ifndef REFUSALS         /* images that the broker does not take */
#define REFUSALS 1
#endif
#ifndef BETWEEN          /* images that come between the two halves of a subscription that ends at once */
#define BETWEEN 1
#endif

/* What is promised. None is ever true: each names its assertions in what spin prints. */
hidden byte neverBack, meant, newestShown;
#define PROMISE(name, condition) assert((condition) || name)

/* A picture is its number. The epoch stays: another one makes every picture newer. */
byte newest = 0;                  /* in the channel */
byte breaks = BREAKS, refusals = REFUSALS;

/* The broker: what is retained, and what the reader is subscribed to. */
byte image = 0, meta = 0, between = BETWEEN;
bool toImage = false, toMeta = false, isHasty = false;
/* What is on its way to the reader, in order; a line that stalls is one on which nothing is taken. */
mtype = { IMAGE, META, UNSUBSCRIBED };
chan down = [16] of { mtype, byte };
byte metas = 0, pushed = 0;       /* of these */
/* What the reader has asked for, in order. */
mtype = { SUBSCRIBE_IMAGE, UNSUBSCRIBE_IMAGE, SUBSCRIBE_META, UNSUBSCRIBE_META };
chan up = [6] of { mtype };

/* QoS 0: what finds no room is dropped. Of images there are few, unless they are pushed. */
inline deliver_image(number) {
#ifdef PUSHED
  if :: pushed < QUEUE -> pushed++; down!IMAGE,number :: else fi
#else
  down!IMAGE,number
#endif
}
inline deliver_meta(number) { if :: metas < QUEUE -> metas++; down!META,number :: else fi }
#define CAN_RETAIN_IMAGE (!toImage || !isHasty || between > 0)
inline retain_image() {
  image = own;
  if
  :: toImage -> if :: isHasty -> between-- :: else fi; deliver_image(own)
  :: else
  fi
}
inline retain_meta() { meta = own; if :: toMeta -> deliver_meta(own) :: else fi }

active proctype Channel() {
  do :: atomic { newest < PICTURES -> newest++ } :: newest == PICTURES -> break od
}

/* One picture on the way at a time. What is on the way when the connection breaks has reached the
 * broker, or not. */
active proctype Publisher() {
  byte own, acknowledged;         /* by this connection */
connect:
  acknowledged = 0;
endWait:
  atomic { newest != acknowledged -> own = newest };
#ifdef META_FIRST
  atomic { retain_meta() };
#endif
  if
  :: atomic { CAN_RETAIN_IMAGE -> retain_image() }
  :: atomic { refusals > 0 && newest < PICTURES -> refusals--;
#ifndef META_UNASKED
       acknowledged = own; goto endWait
#endif
     }
  :: atomic { breaks > 0 -> breaks--; goto connect }
  :: atomic { breaks > 0 && CAN_RETAIN_IMAGE -> breaks--; retain_image(); goto connect }
  fi;
#ifndef META_FIRST
  if
  :: atomic { true -> retain_meta() }
  :: atomic { breaks > 0 -> breaks--; goto connect }
  :: atomic { breaks > 0 -> breaks--; retain_meta(); goto connect }
  fi;
#endif
  acknowledged = own;
  goto endWait
}

/* What the reader asks for is heard in order, at any time. */
active proctype Broker() {
endWait:
  do
  :: atomic { up?SUBSCRIBE_IMAGE -> toImage = true; if :: image != 0 -> deliver_image(image) :: else fi }
  :: atomic { nfull(down) && up?[UNSUBSCRIBE_IMAGE] -> up?_; toImage = false; between = BETWEEN;
       down!UNSUBSCRIBED,0 }
  :: atomic { up?SUBSCRIBE_META -> toMeta = true; if :: meta != 0 -> deliver_meta(meta) :: else fi }
  :: atomic { up?UNSUBSCRIBE_META -> toMeta = false }
  od
}

/* Pictures have no size and no properties here: the hardest case, in which the reader can only believe
 * that what comes is what it has asked for. */
active proctype Reader() {
  byte shown, wanted, seen, number, heard;
  byte left;                      /* answers to unsubscriptions that are still to come */
  bool isPulling, isListening, stays;
connect:
  atomic {
    wanted = 0; isPulling = false; heard = 0; left = 0; isListening = true;
    toImage = false; toMeta = false; pushed = 0; metas = 0;
    do :: nempty(down) -> down?_,_ :: empty(down) -> break od;
    do :: nempty(up) -> up?_ :: empty(up) -> break od;
#ifdef PUSHED
    up!SUBSCRIBE_IMAGE
#else
    up!SUBSCRIBE_META
#endif
  };
endWait:
  do
  :: atomic { down?META,number -> metas--;
       if
       :: number <= seen -> skip
       :: number > seen ->
#ifndef NO_PAUSE
          if
          :: number != wanted && isListening ->
             heard++;
             if :: heard == PATIENCE -> isListening = false; up!UNSUBSCRIBE_META :: else fi
          :: else
          fi;
#endif
          wanted = number
       fi;
       number = 0
     }
  :: atomic { down?IMAGE,number ->
#ifdef PUSHED
       pushed--;
       shown = number;
#else
       if
       :: isPulling ->
          if :: stays -> up!UNSUBSCRIBE_IMAGE; left++ :: else fi;
          isPulling = false;
          PROMISE(meant, number >= wanted);
          PROMISE(neverBack, number >= shown);
          shown = number; seen = wanted; wanted = 0
       :: else
       fi;
#endif
       number = 0
     }
  :: atomic { down?UNSUBSCRIBED,number -> left--;
       /* Nothing came before it: once more, and that time it stays. */
       if :: isPulling && !stays && left == 0 -> isPulling = false; stays = true :: else fi
     }
  :: atomic { wanted != 0 && !isPulling && len(up) < 4 ->
       isPulling = true; up!SUBSCRIBE_IMAGE;
       isHasty = !stays;
       if :: isHasty -> up!UNSUBSCRIBE_IMAGE; left++ :: else fi
     }
  /* Nothing is being pulled: what was announced meanwhile is asked for. */
  :: atomic { !isListening && wanted == 0 && !isPulling && nfull(up) ->
       isListening = true; heard = 0; up!SUBSCRIBE_META }
  /* Nothing has come for too long. */
  :: atomic { isPulling && timeout -> isPulling = false; up!UNSUBSCRIBE_IMAGE; left++ }
  :: atomic { breaks > 0 -> breaks--; goto connect }
  :: atomic { !isPulling && timeout -> break }
  od;
  PROMISE(newestShown, shown == image)
}
