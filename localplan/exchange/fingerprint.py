"""The fingerprint of a key in words, to be compared on the telephone.

One list for all languages, so that two people see the same words whatever language their windows have: short Serbian
words of plain letters, each at least two letters away from every other. Readers of Cyrillic see them in their letters.
"""

from __future__ import annotations

from hashlib import sha256

LENGTH = 10  # words, each a byte of the digest: 80 bits

_LIST = """
    adresa agava akord alat album ambar antena arhiv atlas avion baza bluza boja bokal bor brak breg briga brod
    bukva bulka bunda burek cement centar cigla cirkus cekin crep cvet dama dan dinar disk dobit dokaz dom dopis
    dren dud dugme dukat duvan dvor ekran ekser farma fasada figura film fioka flauta flota folija frula fudbal
    galeb glas glina glog golub gora gost grad greda grlo grom grupa guma gusle hektar heroj hleb hobi hodnik hrast
    hotel igra ikona ime indeks ispit istok izbor izlet jabuka jagoda jantar jarak jasen javor jaz jelka jezik junak
    jutro kabl kada kino kolo kopno kosa krava krem krilo krov krug kugla kuhar kutak lak lampa lasta led lenta
    lepak leto lift lim lipa logor lopta lov luka mapa mast melem meso metla mir mlin modem more motor mrav mrkva
    mural muzej najam narod naslov nauka nebo nega niska nit nokat nos nota novac obod odmor okean oko omot opera
    orah orkan ormar osmeh otok ovca oven oziv pas pita plan pleme plod pomak posao povez prag pijaca prut pult pumpa
    puz radio rakun ranac rasad rebro reka riba ris ritam roda rog roman runo ruta sat sito skok slap slon sneg snop
    soba srce srna stan stih stub supa telo tema testo tezga tigar tinta torba tovar trg trik trska trud tuba tunel
    ugao ugovor ulaz ulica uprava usev uspeh uvod uzor vaga val vek vest vidra vitez viza volan voz vrata vrba vreme
    vrh vuna zakon zamak zanat zapad zebra zid zima zmaj zona zrno zub zvezda zvono
"""
WORDS = tuple(_LIST.split())
"""Word by byte. Never changed or reordered: fingerprints are kept in libraries and on paper."""


def fingerprint(public_key: str) -> str:
    """The words of a public key (hexadecimal): the first bytes of its SHA-256, with spaces between."""
    return " ".join(WORDS[byte] for byte in sha256(bytes.fromhex(public_key)).digest()[:LENGTH])
