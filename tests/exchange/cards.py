"""vCards as programs write them, with the traps of each."""

OUTLOOK = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=E4kel=E4inen;Maija;;;\r\n"
    "ORG:Leipomo Oy;Myynti\r\nTITLE:Myyjä\r\nTEL;HOME;VOICE:040 555 0100\r\nTEL;CELL;VOICE:+358 (0)40 5550101\r\n"
    "ADR;WORK;ENCODING=QUOTED-PRINTABLE:;;Katu 1=0D=0A=\r\nrappu B;Oulu;;90100;Suomi\r\n"
    "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Hyv=C3=A4=\r\n p=C3=A4iv=C3=A4\r\n"
    "PHOTO;JPEG;ENCODING=BASE64:\r\n AAAA\r\n BBBB\r\n\r\nEMAIL;PREF;INTERNET:maija@leipomo.example\r\nEND:VCARD\r\n"
)
APPLE = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Kelo;Kerttu;Anna;;\r\nFN:Kerttu Anna Kelo\r\n"
    "item1.TEL;TYPE=pref:+358 40 555 0102\r\nitem1.X-ABLabel:_$!<HomePage>!$_\r\n"
    "item2.ADR;TYPE=HOME;TYPE=pref:;;Kelotie 3\\nB 2;Sirkka;;99130;Suomi\r\n"
    "NOTE:Rivi\\, kaksi\\nuusi\r\n  jatko\r\nBDAY:1980-01-01\r\nEND:VCARD\r\n"
)
GMAIL = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Väinö Virtanen\nN:Virtanen;Väinö;;;\n"
    "item1.EMAIL;TYPE=INTERNET:vaino@esimerkki.example\n"
    "TEL;TYPE=CELL:0405550103\nEND:VCARD\n"
)
NEWEST = (
    'BEGIN:VCARD\nVERSION:4.0\nFN:Ville Salo\nTEL;VALUE=uri;TYPE="voice,cell":tel:+358-40-555-0104\n'
    'EMAIL;PREF=1:ville@salo.example\nADR;LABEL="Katu\\, Oulu":;;Katu 2;Oulu;;90100;Finland\nLANG:sv\nEND:VCARD\n'
)
NESTED = (
    "BEGIN:VCARD\nVERSION:2.1\nN:Yksi;Yrjö\nAGENT:\nBEGIN:VCARD\nN:Agentti;Aku\nEND:VCARD\nTEL:0405550105\nEND:VCARD\n"
)
CUT = "BEGIN:VCARD\nVERSION:3.0\nN:Rikki;Rivi\nthis is no line\nTEL:0405550106\n"
"""The last of a file that was cut off, with a line that is none."""
EVERY = (OUTLOOK, APPLE, GMAIL, NEWEST, NESTED, CUT)
