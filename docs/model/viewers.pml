/* `viewers/`: a file for each viewer, locked while it lives; listing unlinks the others.
 *
 * What it holds, what it leaves out and what each mutant takes away: README.md beside this file.
 * Every name in capitals is a macro; those in `runs` are given with -D.
 */

/* The size of the world. */
#ifndef VIEWERS
#define VIEWERS 2
#endif
#ifndef LISTERS
#define LISTERS 2
#endif
#ifndef WAITERS          /* publishers that wait until a viewer has shown their frame */
#define WAITERS 0
#endif
#ifndef KILLS
#define KILLS 1
#endif
#ifndef FILES            /* names that may ever be used, at most 7 */
#define FILES 4
#endif

#define NONE 0
#define N 8
#define BIT(p) (1 << (p))

/* A file; its name is used once, as random names are. */
bool linked[N];
byte held[N];                     /* LOCK_EX: which process */
byte looked[N];                   /* LOCK_SH: which processes, as bits */
bool written[N];                  /* all 104 bytes */
bool shows[N];                    /* the awaited generation, or a later one */
byte made = 0, kills = KILLS;

/* From outside. */
bool lives[N];                    /* a viewer that has this file, and has not been killed */
byte rung = 0, watching = 0;      /* waiters, as bits */
byte satisfied = 0;

#define KILL atomic { kills > 0 -> kills--; goto killed }
#define STEP(action) if :: atomic { true -> action } :: KILL fi
#define RING rung = rung | watching

proctype Viewer(byte me) {
  byte f = NONE;
register:
  /* The world ends where the names do. */
#ifdef SAME_NAME
  atomic { if :: f == NONE && made == FILES -> goto out :: f == NONE && made < FILES -> made++; f = made :: else fi };
  STEP(if :: linked[f] -> goto register :: else -> linked[f] = true; held[f] = NONE; looked[f] = 0; lives[f] = true fi);
#else
  STEP(if :: made == FILES -> f = NONE; goto out :: else -> made++; f = made; linked[f] = true; lives[f] = true fi);
#endif
#ifndef NO_LOCK
  STEP(if :: held[f] == NONE && looked[f] == 0 -> held[f] = me :: else -> lives[f] = false; goto register fi);
#endif
#ifndef NO_LINK_CHECK
  STEP(if :: linked[f] -> skip :: else -> held[f] = NONE; lives[f] = false; goto register fi);
#endif
  STEP(written[f] = true; if :: linked[f] -> RING :: else fi);
  assert(linked[f]);
  STEP(shows[f] = true; if :: linked[f] -> RING :: else fi);
  assert(linked[f]);
  /* It lives on, or goes: unlinks its file, then loses the lock. */
  if
  :: skip -> goto out
  :: STEP(lives[f] = false; linked[f] = false; RING); STEP(held[f] = NONE)
  fi;
  goto out;
killed:
  atomic { lives[f] = false; if :: held[f] == me -> held[f] = NONE :: else fi };
out:
  skip
}

/* One file of a listing. A file that is locked is a viewer's; any other is unlinked, with the lock. */
inline look(n) {
  STEP(if :: linked[n] -> was = lives[n] :: else -> n = NONE fi);
  if
  :: n != NONE ->
#ifdef EXCLUSIVE_PROBE
     STEP(if :: held[n] == NONE && looked[n] == 0 -> held[n] = me; isFree = true :: else -> isFree = false fi);
#else
     STEP(if :: held[n] == NONE -> looked[n] = looked[n] | BIT(me); isFree = true :: else -> isFree = false fi);
#endif
     if
     :: isFree ->
#ifdef UNLOCK_BEFORE_UNLINK
        STEP(looked[n] = looked[n] & ~BIT(me));
#endif
        STEP(if :: linked[n] -> linked[n] = false; RING :: else fi);
        STEP(looked[n] = looked[n] & ~BIT(me); if :: held[n] == me -> held[n] = NONE :: else fi)
     :: else ->
        /* One that has no record yet is left out. */
        STEP(
#ifdef LIST_WITHOUT_RECORD
          if :: true ->
#else
          if :: written[n] ->
#endif
             assert(written[n]);
             assert(was);                             /* none that was dead before we looked */
             if :: shows[n] -> hasShown = true :: else fi
          :: else fi)
     fi;
     was = false; isFree = false
  :: else
  fi
}

proctype Lister(byte me) {
  byte i = 1, n = NONE;
  bool was = false, isFree = false, hasShown = false;
  do
  :: i <= made -> n = i; look(n); i++
  :: else -> break
  od;
  goto out;
killed:
  atomic {
    i = 1;
    do
    :: i <= FILES -> looked[i] = looked[i] & ~BIT(me); if :: held[i] == me -> held[i] = NONE :: else fi; i++
    :: else -> break
    od
  }
out:
  atomic { i = 0; n = NONE; was = false; isFree = false; hasShown = false }
}

#if WAITERS > 0
/* Watches first, then looks; what comes meanwhile rings. */
proctype Waiter(byte me) {
  byte i = 1, n = NONE;
  bool was = false, isFree = false, hasShown = false;
#ifndef WATCH_AFTER_LOOK
  watching = watching | BIT(me);
#endif
again:
  rung = rung & ~BIT(me);
  i = 1;
  do
  :: i <= made -> n = i; look(n); i++
  :: else -> break
  od;
#ifdef WATCH_AFTER_LOOK
  watching = watching | BIT(me);
#endif
#ifdef DRAIN_AFTER_LOOK
  rung = rung & ~BIT(me);
#endif
  if :: hasShown -> satisfied = satisfied | BIT(me); goto out :: else fi;
endWait:
  rung & BIT(me);
  goto again;
killed:
  atomic {
    i = 1;
    do
    :: i <= FILES -> looked[i] = looked[i] & ~BIT(me); if :: held[i] == me -> held[i] = NONE :: else fi; i++
    :: else -> break
    od;
    satisfied = satisfied | BIT(me)
  }
out:
  watching = watching & ~BIT(me)
}
#endif

/* When nothing happens any more: who lives is seen, and one more listing leaves nobody else. */
proctype Monitor(byte me) {
  byte i = 1, n = NONE;
  bool was = false, isFree = false, hasShown = false;
  timeout;
  kills = 0;
  do
  :: i <= FILES ->
     assert(!lives[i] || linked[i]);
     assert(WAITERS == 0 || !lives[i] || !shows[i] || satisfied != 0);
     i++
  :: else -> break
  od;
  i = 1;
  do :: i <= FILES -> n = i; look(n); i++ :: else -> break od;
  i = 1;
  do :: i <= FILES -> assert(lives[i] == linked[i]); i++ :: else -> break od;
killed:
  skip
}

init {
  byte k = 0;
  atomic {
    do :: k < VIEWERS -> k++; run Viewer(k) :: else -> break od;
    do :: k < VIEWERS + LISTERS -> k++; run Lister(k) :: else -> break od;
#if WAITERS > 0
    do :: k < VIEWERS + LISTERS + WAITERS -> k++; run Waiter(k) :: else -> break od;
#endif
    run Monitor(k + 1)
  }
}
