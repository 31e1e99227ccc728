"""Dumps of WHMCS made by hand: as mysqldump and as phpMyAdmin write them, with the traps of real ones."""

STRUCTURE = """-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: localhost    Database: whmcs
-- ------------------------------------------------------
/*!40101 SET NAMES utf8mb4 */;

--
-- Dumping data for table `tblactivitylog` of somebody's server
--
CREATE TABLE `tblactivitylog` (
  `id` int(10) NOT NULL AUTO_INCREMENT,
  `description` text NOT NULL COMMENT 'what; and (who)',
  PRIMARY KEY (`id`),
  KEY `description` (`description`(20))
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
INSERT INTO `tblactivitylog` VALUES (1,'Login; INSERT INTO `tblclients` VALUES (99);'),(2,'it\\'s -- a # trap /* here');
"""
CLIENT_COLUMNS = (
    "id", "uuid", "firstname", "lastname", "companyname", "email", "address1", "address2", "city", "state", "postcode",
    "country", "phonenumber", "tax_id", "password", "authmodule", "authdata", "currency", "defaultgateway", "credit",
    "datecreated", "notes", "securityqid", "securityqans", "cardtype", "cardlastfour", "cardnum", "startdate",
    "expdate",
    "issuenumber", "bankacct", "lastlogin", "ip", "status", "language", "pwresetkey", "emailoptout",
)  # fmt: skip
ACME = {
    "id": 1, "uuid": "u-1", "firstname": "Aino", "lastname": "O'Hara", "companyname": "Ahjo \\ Paja Oy",
    "email": "aino@ahjo.example", "address1": "Sepäntie 3; A 4", "city": "Ylöjärvi", "postcode": "00530",
    "country": "FI",
    "phonenumber": "040 5550131", "tax_id": "1234567-1", "password": "$2y$10$SECRETHASH", "datecreated": "2012-03-04",
    "notes": 'Soita ensin.\nMuista "avain".', "securityqans": "Musti", "cardnum": "4111111111111111",
    "cardlastfour": "1111", "startdate": "0115", "bankacct": "12345", "status": "Active", "language": "finnish",
    "pwresetkey": "RESETKEY", "emailoptout": 1,
}  # fmt: skip
PRIVATE = {
    "id": 2, "uuid": "u-2", "firstname": "Väinö", "lastname": "Väre", "companyname": "", "email": "vaino@vare.example",
    "address1": "Kotikuja 1", "city": "Oulu", "postcode": "90100", "country": "FI", "phonenumber": "", "tax_id": None,
    "password": "HASH2", "datecreated": "0000-00-00", "status": "Inactive", "language": "",
}  # fmt: skip


def quoted(value: object) -> str:
    """Return a value as MySQL writes it."""
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    for plain, escaped in (("\\", "\\\\"), ("'", "\\'"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        value = str(value).replace(plain, escaped)
    return f"'{value}'"


def inserts(table: str, columns: tuple[str, ...], *rows: dict[str, object], named: bool = True) -> str:
    """Return one statement of several rows, with the names of the columns or (with a structure before it) without."""
    made = ",\n".join("(" + ",".join(quoted(row.get(name, "")) for name in columns) + ")" for row in rows)
    if named:
        return f"INSERT INTO `{table}` ({', '.join(f'`{name}`' for name in columns)}) VALUES\n{made};\n"
    columns_made = ",\n".join(f"  `{name}` varchar(255) NOT NULL DEFAULT ''" for name in columns)
    structure = (
        f"CREATE TABLE IF NOT EXISTS `{table}` (\n{columns_made},\n  PRIMARY KEY (`{columns[0]}`)\n) ENGINE=InnoDB;\n"
    )
    return f"{structure}INSERT INTO `{table}` VALUES {made};\n"


def table(name: str, *rows: dict[str, object], named: bool = True) -> str:
    """Return a table whose columns are those of its first row."""
    return inserts(name, tuple(rows[0]), *rows, named=named)


def whmcs(*, named: bool = True, clients: tuple[dict[str, object], ...] = (ACME, PRIVATE)) -> str:
    """Return the dump of a small office."""
    made = inserts("tblclients", CLIENT_COLUMNS, *clients, named=named)
    return STRUCTURE + made + people(named=named) + trade(named=named)


def people(*, named: bool) -> str:
    """Return the contact persons and the fields that the office has added."""
    return "".join(
        (
            table(
                "tblcontacts",
                {"id": 1, "userid": 1, "firstname": "Bo", "lastname": "Berg", "email": "bo@ahjo.example",
                 "phonenumber": "0405550132", "password": "HASH3", "invoiceemails": 1},
                {"id": 2, "userid": 77, "firstname": "Ei", "lastname": "Kukaan", "email": "x@y.example",
                 "phonenumber": "", "password": "", "invoiceemails": 0},
                named=named,
            ),
            table(
                "tblcustomfields",
                {"id": 1, "type": "client", "relid": 0, "fieldname": "OVT", "fieldtype": "text"},
                {"id": 2, "type": "client", "relid": 0, "fieldname": "Asennuspaikka|Site", "fieldtype": "text"},
                {"id": 3, "type": "client", "relid": 0, "fieldname": "SSH", "fieldtype": "password"},
                {"id": 4, "type": "product", "relid": 5, "fieldname": "Koko", "fieldtype": "text"},
                named=named,
            ),
            table(
                "tblcustomfieldsvalues",
                {"id": 1, "fieldid": 1, "relid": 1, "value": "003712345671"},
                {"id": 2, "fieldid": 2, "relid": 1, "value": "Sali B"},
                {"id": 3, "fieldid": 3, "relid": 1, "value": "SSHPASSWORD"},
                {"id": 4, "fieldid": 4, "relid": 1, "value": "XL"},
                named=named,
            ),
        )
    )  # fmt: skip


def trade(*, named: bool) -> str:
    """Return what the clients have and what they were billed."""
    return "".join(
        (
            table(
                "tbldomains",
                {"id": 1, "userid": 1, "domain": "ahjo.example", "registrationdate": "2012-03-05",
                 "expirydate": "2027-03-05", "registrar": "ficora", "status": "Active", "donotrenew": ""},
                {"id": 2, "userid": 1, "domain": "vanha.example", "registrationdate": "2010-01-01",
                 "expirydate": "2019-01-01", "registrar": "ficora", "status": "Transferred Away", "donotrenew": "1"},
                named=named,
            ),
            table(
                "tblhosting",
                {"id": 11, "userid": 1, "orderid": 71, "packageid": 5, "regdate": "2012-03-04",
                 "domain": "ahjo.example",
                 "amount": "99.00", "billingcycle": "Annually", "domainstatus": "Active", "username": "ahjoexam",
                 "password": "ENCRYPTEDPASSWORD", "notes": "", "termination_date": "0000-00-00"},
                {"id": 12, "userid": 2, "orderid": 72, "packageid": 5, "regdate": "2015-01-01",
                 "domain": "vare.example",
                 "amount": "9.90", "billingcycle": "Monthly", "domainstatus": "Terminated", "username": "",
                 "password": "", "notes": "Siirretty", "termination_date": "2020-05-01"},
                named=named,
            ),
        )
    ) + invoices(named=named)  # fmt: skip


def invoices(*, named: bool) -> str:
    """Return the invoices, the products and the logins."""
    return "".join(
        (
            table(
                "tblinvoiceitems",
                {"id": 1, "invoiceid": 501, "userid": 1, "description": "Webhotelli M\n(1.1.2024)", "amount": "99.00",
                 "taxed": 1},
                {"id": 2, "invoiceid": 501, "userid": 1, "description": "Postimaksu", "amount": "1.00", "taxed": 0},
                {"id": 3, "invoiceid": 502, "userid": 2, "description": "Webhotelli M", "amount": "9.90", "taxed": 0},
                {"id": 4, "invoiceid": 503, "userid": 2, "description": "Peruttu", "amount": "9.90", "taxed": 0},
                named=named,
            ),
            table(
                "tblinvoices",
                {"id": 501, "userid": 1, "invoicenum": "", "date": "2024-01-02", "duedate": "2024-01-16",
                 "datepaid": "2024-01-10 12:00:00", "subtotal": "100.00", "credit": "0.00", "tax": "23.76",
                 "tax2": "0.00", "total": "123.76", "taxrate": "24.00", "status": "Paid", "notes": ""},
                {"id": 502, "userid": 2, "invoicenum": "V-502", "date": "2024-02-02", "duedate": "2024-02-16",
                 "datepaid": "0000-00-00 00:00:00", "subtotal": "9.90", "credit": "2.00", "tax": "0.00", "tax2": "0.00",
                 "total": "7.90", "taxrate": "0.00", "status": "Unpaid", "notes": ""},
                {"id": 503, "userid": 2, "invoicenum": "", "date": "2024-02-02", "duedate": "2024-02-16",
                 "datepaid": "0000-00-00 00:00:00", "subtotal": "9.90", "credit": "0.00", "tax": "0.00", "tax2": "0.00",
                 "total": "9.90", "taxrate": "0.00", "status": "Cancelled", "notes": ""},
                named=named,
            ),
            table(
                "tblorders",
                {"id": 71, "ordernum": "2983749237", "userid": 1, "date": "2012-03-04 10:00:00", "amount": "99.00",
                 "invoiceid": 501, "status": "Active", "notes": "", "ipaddress": "203.0.113.5"},
                {"id": 72, "ordernum": "2983749238", "userid": 2, "date": "2015-01-01 00:00:00", "amount": "9.90",
                 "invoiceid": 0, "status": "Cancelled", "notes": "Perui", "ipaddress": "203.0.113.6"},
                named=named,
            ),
            table("tblproducts", {"id": 5, "type": "hostingaccount", "name": "Webhotelli M"}, named=named),
            table("tblusers", {"id": 1, "first_name": "Aino", "password": "HASH9", "second_factor": "Musti"}),
        )
    )  # fmt: skip


SECRETS = (
    "SECRETHASH", "HASH2", "HASH3", "HASH9", "Musti", "4111111111111111", "RESETKEY", "SSHPASSWORD",
    "ENCRYPTEDPASSWORD",
)  # fmt: skip
"""What must not be anywhere in the store."""
